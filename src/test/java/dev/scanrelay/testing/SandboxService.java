package dev.scanrelay.testing;

import static java.util.Map.entry;

import dev.scanrelay.leaks.Evidence;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** The iTero cloud stand-in for a Quarkus test, and the settings that lead to it. Started once per run. */
public final class SandboxService implements QuarkusTestResourceLifecycleManager {

    public static final String BASE = "scanrelay.test.sandbox";

    /** A second partner, for tests that need two: its row and its client at the sandbox are for them to make. */
    public static final String SECOND_PARTNER = "second";

    public static final String SECOND_CLIENT = "second-client";
    public static final String SECOND_SECRET = "second-secret";

    private static Map<String, String> running = Map.of();

    @Override
    public Map<String, String> start() {
        return shared();
    }

    @Override
    public void stop() {
        // It serves every test class of this JVM and ends with it.
    }

    private static synchronized Map<String, String> shared() {
        if (running.isEmpty()) {
            Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());
            Evidence.announce(Evidence.SANDBOXES, sandbox.baseUri().toString());
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
            int port = freePort();
            String service = "http://127.0.0.1:" + port;
            running = Map.ofEntries(
                    entry("quarkus.http.test-port", String.valueOf(port)),
                    entry(BASE, sandbox.baseUri().toString()),
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
                    entry("scanrelay.itero.clients.second.id", SECOND_CLIENT),
                    entry("scanrelay.itero.clients.second.secret", SECOND_SECRET),
                    entry(
                            "scanrelay.itero.clients.second.discovery-url",
                            sandbox.discoveryUri().toString()),
                    entry(
                            "scanrelay.itero.clients.second.authorize-url",
                            sandbox.authorizeUri().toString()),
                    entry("scanrelay.itero.clients.second.redirect-uri", service + "/pairing/callback"),
                    entry("scanrelay.pairing.return-urls", "https://dpms.example.com/itero"),
                    entry("scanrelay.pairing.callback-base", service));
        }
        return running;
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
