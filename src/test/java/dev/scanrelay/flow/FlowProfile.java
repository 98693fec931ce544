package dev.scanrelay.flow;

import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TraceCollector;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole service against everything real, with waits short enough for tests. One start serves every class of the flow. */
public final class FlowProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>();
        settings.put("scanrelay.fetch.enabled", "true");
        settings.put("scanrelay.fetch.poll", "100ms");
        settings.put("scanrelay.fetch.heartbeat", "500ms");
        settings.put("scanrelay.fetch.lease", "5s");
        settings.put("scanrelay.fetch.ladder", "200ms,200ms,500ms,500ms,1s,1s,2s,2s,2s,2s,2s,2s");
        settings.put("scanrelay.fetch.not-there-yet", "200ms,200ms,500ms,500ms,1s,1s,1s");
        settings.put("scanrelay.fetch.give-up-after", "0s");
        settings.put("scanrelay.fetch.rate-limited", "200ms");
        settings.put("scanrelay.fetch.attention-poll", "500ms");
        settings.put("scanrelay.fetch.incomplete-after", "3s");
        settings.put("scanrelay.courtesy.failures", "5");
        settings.put("scanrelay.courtesy.outage", "500ms");
        settings.put("scanrelay.courtesy.outage-at-most", "1s");
        settings.put("scanrelay.pairing.health-every", "200ms");
        settings.put("scanrelay.fetch.sweep", "1s");
        settings.put("scanrelay.fetch.sweep-grace", "2s");
        settings.put("scanrelay.transfer.stall-timeout", "3s");
        settings.put("scanrelay.erase.enabled", "true");
        settings.put("scanrelay.erase.poll", "200ms");
        settings.put("scanrelay.erase.lease", "2s");
        settings.put("scanrelay.reconcile.page-size", "3");
        settings.put("scanrelay.reconcile.pages-per-turn", "2");
        settings.put("scanrelay.reconcile.rest", "0s");
        settings.put("scanrelay.reconcile.single-first", "1ms");
        settings.put("scanrelay.reconcile.backfill", "30d");
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(Services.class),
                new TestResourceEntry(SandboxService.class),
                new TestResourceEntry(TraceCollector.class));
    }
}
