package dev.scanrelay.push;

import dev.scanrelay.testing.Services;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service itself does not deliver: the test does, in the roles of several processes. */
public final class IdlePushProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "scanrelay.egress.allow-http", "true",
                "scanrelay.egress.allowed-networks", "127.0.0.0/8",
                "scanrelay.push.enabled", "false");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Services.class));
    }
}
