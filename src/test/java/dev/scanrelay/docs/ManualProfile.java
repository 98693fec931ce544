package dev.scanrelay.docs;

import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.testing.Services;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The whole service with a sandbox of its own, fresh from its seed: what a reader of the pages has before him. */
public final class ManualProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return new FlowProfile().getConfigOverrides();
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Services.class), new TestResourceEntry(ManualSandbox.class));
    }
}
