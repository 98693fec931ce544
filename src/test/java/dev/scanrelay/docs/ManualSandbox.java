package dev.scanrelay.docs;

import static java.util.Map.entry;

import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.SandboxService;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** A sandbox that no other test has touched, with the clinics that docs/sandbox.md lists. */
public final class ManualSandbox implements QuarkusTestResourceLifecycleManager {

    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

    @Override
    public Map<String, String> start() {
        int port = freePort();
        String service = "http://127.0.0.1:" + port;
        return Map.ofEntries(
                entry("quarkus.http.test-port", String.valueOf(port)),
                entry(SandboxService.BASE, sandbox.baseUri().toString()),
                entry("scanrelay.itero.allow-http", "true"),
                entry("scanrelay.itero.trusted-hosts", "127.0.0.1"),
                entry("scanrelay.itero.clients.default.id", SandboxConfig.CLIENT_ID),
                entry("scanrelay.itero.clients.default.secret", SandboxConfig.CLIENT_SECRET),
                entry(
                        "scanrelay.itero.clients.default.discovery-url",
                        sandbox.discoveryUri().toString()),
                entry(
                        "scanrelay.itero.clients.default.authorize-url",
                        sandbox.authorizeUri().toString()),
                entry("scanrelay.itero.clients.default.redirect-uri", service + "/pairing/callback"),
                entry("scanrelay.pairing.callback-base", service));
    }

    @Override
    public void stop() {
        sandbox.close();
    }

    /** The sandbox has to know where the service will listen before it does. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }
}
