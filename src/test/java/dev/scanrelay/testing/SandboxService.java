package dev.scanrelay.testing;

import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The iTero cloud stand-in for a Quarkus test, and the settings that lead to it. Started once per run. */
public final class SandboxService implements QuarkusTestResourceLifecycleManager {

    public static final String BASE = "scanrelay.test.sandbox";
    private static final String SERVICE = "http://127.0.0.1:8081";

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
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
            running = Map.of(
                    BASE,
                    sandbox.baseUri().toString(),
                    "scanrelay.itero.allow-http",
                    "true",
                    "scanrelay.itero.trusted-hosts",
                    "127.0.0.1",
                    "scanrelay.itero.clients.default.id",
                    SandboxConfig.CLIENT_ID,
                    "scanrelay.itero.clients.default.secret",
                    SandboxConfig.CLIENT_SECRET,
                    "scanrelay.itero.clients.default.discovery-url",
                    sandbox.discoveryUri().toString(),
                    "scanrelay.itero.clients.default.authorize-url",
                    sandbox.authorizeUri().toString(),
                    "scanrelay.itero.clients.default.redirect-uri",
                    SERVICE + "/pairing/callback",
                    "scanrelay.pairing.callback-base",
                    SERVICE);
        }
        return running;
    }
}
