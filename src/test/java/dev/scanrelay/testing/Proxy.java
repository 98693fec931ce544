package dev.scanrelay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a service on this machine, and makes the service look gone or mute. */
public final class Proxy {

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
    private volatile State state = State.PASSES;

    private enum State {
        PASSES,
        HANGS_UP,
        MUTE,
        LOSES_ANSWERS
    }

    private Proxy(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** In front of the service that listens, or will listen, on this port; it ends with the JVM. */
    public static Proxy before(int target) {
        try {
            Proxy proxy = new Proxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    public void pass() {
        become(State.PASSES);
    }

    /** As if the service had died: connections end, new ones at once. */
    public void hangUp() {
        become(State.HANGS_UP);
    }

    /** As if the service were frozen: connections are taken, what is sent is swallowed, and nothing comes back. */
    public void mute() {
        become(State.MUTE);
    }

    /** As if only the way back were broken: what is sent arrives, what is answered is swallowed. */
    public void loseAnswers() {
        become(State.LOSES_ANSWERS);
    }

    /** As if something on the way had forgotten the connections that there are: they stay open and dead, new ones pass. */
    public void forget() {
        forgotten.addAll(open);
    }

    private void become(State next) {
        State before = state;
        state = next;
        if (next == State.HANGS_UP
                || before == State.MUTE
                || before == State.LOSES_ANSWERS) { // what was swallowed leaves a connection of no use
            open.forEach(Proxy::close);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                serve(door.accept());
            } catch (IOException gone) {
                // the next one
            }
        }
    }

    private void serve(Socket client) throws IOException {
        if (state == State.HANGS_UP) {
            client.close();
            return;
        }
        open.add(client);
        Thread.ofVirtual().start(() -> {
            try (client;
                    Socket service = new Socket(InetAddress.getLoopbackAddress(), target)) {
                open.add(service);
                Thread back = Thread.ofVirtual().start(() -> copy(service, client, true));
                copy(client, service, false);
                back.join();
            } catch (IOException | InterruptedException over) {
                // either side is gone
            } finally {
                open.remove(client);
            }
        });
    }

    private boolean passes(Socket from, boolean answer) {
        return state != State.MUTE && !(answer && state == State.LOSES_ANSWERS) && !forgotten.contains(from);
    }

    private void copy(Socket from, Socket to, boolean answer) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            boolean swallowed = false;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                swallowed |= !passes(from, answer);
                if (!swallowed) { // after a gap the rest would be another stream than the one that was sent
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException over) {
            // either side is gone
        } finally {
            close(from);
            close(to);
            open.remove(from);
            forgotten.remove(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // as wished
        }
    }
}
