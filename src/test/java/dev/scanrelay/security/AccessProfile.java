package dev.scanrelay.security;

import dev.scanrelay.testing.Services;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

/** Tokens are taken, and quotas are small. The issuer's port is known before it listens: {@link TestIssuer}. */
public final class AccessProfile implements QuarkusTestProfile {

    static final int CALLS = 40;
    static final int FAILURES = 60;
    static final String AUDIENCE = "scanrelay";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "scanrelay.oidc.issuer",
                "http://127.0.0.1:" + freePort() + "/realms/dental",
                "scanrelay.oidc.audience",
                AUDIENCE,
                "scanrelay.rate-limit.calls-per-second",
                "1",
                "scanrelay.rate-limit.calls-burst",
                String.valueOf(CALLS),
                "scanrelay.rate-limit.failures-per-second",
                "1",
                "scanrelay.rate-limit.failures-burst",
                String.valueOf(FAILURES));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Services.class));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }
}
