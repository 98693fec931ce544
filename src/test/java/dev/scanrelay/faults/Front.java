package dev.scanrelay.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One address for all replicas, as a load balancer has it: a connection goes to one that takes it, and dies with it. */
final class Front implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Integer> ports;
    private final AtomicInteger next = new AtomicInteger();

    Front(List<Integer> ports) {
        this.ports = List.copyOf(ports);
        try {
            this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().name("front").start(this::accept);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        Optional<Socket> replica = ports.stream()
                .map(port -> ports.get(Math.floorMod(next.getAndIncrement(), ports.size())))
                .flatMap(port -> open(port).stream())
                .findFirst();
        if (replica.isEmpty()) {
            close(client);
            return;
        }
        Thread.ofVirtual().start(() -> copy(client, replica.get()));
        copy(replica.get(), client);
    }

    private static Optional<Socket> open(int port) {
        try {
            return Optional.of(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException nobodyThere) {
            return Optional.empty();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // one side is gone, and now the other
        }
    }

    private static void close(Socket client) {
        try {
            client.close();
        } catch (IOException gone) {
            // as wanted
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
