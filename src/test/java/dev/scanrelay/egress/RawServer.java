package dev.scanrelay.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket that reads a request's head and writes what it is told, HTTP or not. */
final class RawServer implements AutoCloseable {

    private interface Script {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Script script;
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();

    private RawServer(String address, int port, Script script) throws IOException {
        this.server = new ServerSocket(port, 50, InetAddress.getByName(address));
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    /** Says it once and hangs up. */
    static RawServer answering(String address, int port, String answer) throws IOException {
        return new RawServer(address, port, out -> out.write(answer.getBytes(ISO_8859_1)));
    }

    /** Says the first, and the other again and again. */
    static RawServer endless(String address, String first, String again) throws IOException {
        return endless(address, first, again, Duration.ZERO);
    }

    static RawServer endless(String address, String first, String again, Duration pause) throws IOException {
        return new RawServer(address, 0, out -> {
            out.write(first.getBytes(ISO_8859_1));
            while (true) {
                out.write(again.getBytes(ISO_8859_1));
                out.flush();
                Thread.sleep(pause);
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    URI url() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + port() + "/");
    }

    int connections() {
        return connections.get();
    }

    /** The first line of each. */
    Queue<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            requests.add(String.valueOf(reader.readLine()));
            String line = reader.readLine();
            int length = 0;
            while (line != null && !line.isEmpty()) {
                length = line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")
                        ? Integer.parseInt(line.substring(15).strip())
                        : length;
                line = reader.readLine();
            }
            reader.skip(length);
            script.answer(socket.getOutputStream());
        } catch (IOException | InterruptedException gone) {
            // the caller hung up
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
