package dev.scanrelay.listen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The only way out of a clinic: tunnels for those with the login, and sees nothing of what is in them. */
final class ClinicProxy implements AutoCloseable {

    private final ServerSocket door;
    private final String login;
    private final int service;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** @param service the port on this machine where all names lead */
    ClinicProxy(String login, int service) {
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        this.login = login;
        this.service = service;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Heads of all requests. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException gone) {
                // the next one
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            while (!head.isEmpty()) {
                asked.add(head);
                if (allowed(head)) {
                    tunnel(client, service);
                    return;
                }
                client.getOutputStream()
                        .write(("HTTP/1.1 407 Proxy Authentication Required\r\n"
                                        + "Proxy-Authenticate: Basic realm=\"clinic\"\r\nContent-Length: 0\r\n\r\n")
                                .getBytes(ISO_8859_1));
                client.getOutputStream().flush();
                head = head(client.getInputStream());
            }
        } catch (IOException over) {
            // either side is gone
        }
    }

    private boolean allowed(String head) {
        return head.startsWith("CONNECT ")
                && head.lines().anyMatch(line -> line.equalsIgnoreCase("Proxy-Authorization: Basic " + login));
    }

    private static void tunnel(Socket client, int port) throws IOException {
        try (Socket service = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(ISO_8859_1));
            client.getOutputStream().flush();
            Thread back = Thread.ofVirtual().start(() -> copy(service, client));
            copy(client, service);
            back.join();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException over) {
            // either side is gone
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
