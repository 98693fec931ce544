package dev.scanrelay.push;

import dev.scanrelay.testing.Services;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** Deliveries to receivers on this machine, with a short ladder; a call that stalls stays open as long as a test. */
public final class PushProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "scanrelay.egress.allow-http", "true",
                "scanrelay.egress.allowed-networks", "127.0.0.0/8",
                "scanrelay.egress.call-timeout", "60s",
                "scanrelay.egress.connect-timeout", "2s",
                "scanrelay.push.poll", "50ms",
                "scanrelay.push.most-waiting", "20",
                "scanrelay.push.ladder", "100ms,200ms,300ms,400ms",
                "scanrelay.push.ladder-then", "500ms",
                "scanrelay.push.lease", "150s");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Services.class));
    }
}
