package dev.scanrelay.ingress;

import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.testing.FragileServices;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.TraceCollector;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole service, with a Kafka and a database that a test can take away. */
public final class FragileProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(new FlowProfile().getConfigOverrides());
        settings.put("scanrelay.ingress.spool.try-every", "100ms");
        settings.put("scanrelay.ingress.spool.drain-every", "200ms");
        settings.put("scanrelay.ingress.spool.max-depth", "8000");
        settings.put("scanrelay.relay.broker-timeout", "PT2S");
        settings.put("scanrelay.relay.hold", "PT1S");
        settings.put("scanrelay.database.call-timeout", "5s");
        settings.put("scanrelay.database.connect-timeout", "2s");
        settings.put("scanrelay.database.statement-timeout", "4s");
        settings.put("scanrelay.database.silence", "6s");
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(FragileServices.class),
                new TestResourceEntry(SandboxService.class),
                new TestResourceEntry(TraceCollector.class));
    }
}
