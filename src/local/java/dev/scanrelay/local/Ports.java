package dev.scanrelay.local;

import dev.scanrelay.local.LocalSettings.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Looks before anything starts. */
final class Ports {

    private Ports() {}

    static void check(List<Port> ports) {
        ports.forEach(Ports::check);
    }

    private static void check(Port port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()));
        } catch (IOException taken) {
            throw new CannotStart(
                    "Port " + port.number() + " is taken. Free it or choose another: ./mvnw -Plocal quarkus:dev -D"
                            + port.setting() + "=" + (port.number() + 100));
        }
    }
}
