package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.egress.Egress;
import dev.scanrelay.egress.EgressSettings;
import dev.scanrelay.endpoint.EndpointSettings;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/push.md promises where nothing is set. The steps of the ladder are in {@link LadderTest}. */
class PromisedDefaultsTest {

    private final SmallRyeConfig unset = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(PushSettings.class)
            .withMapping(EgressSettings.class)
            .withMapping(EndpointSettings.class)
            .build();
    private final PushSettings push = unset.getConfigMapping(PushSettings.class);
    private final EgressSettings egress = unset.getConfigMapping(EgressSettings.class);
    private final EndpointSettings endpoints = unset.getConfigMapping(EndpointSettings.class);

    @Test
    void anAttemptTakesFifteenSecondsAndKeepsFourKibibytes() {
        assertThat(egress.callTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(Egress.BODY_BYTES).isEqualTo(4096);
    }

    @Test
    void anEndpointIsDisabledAfterFiveDays() {
        assertThat(push.disableAfter()).isEqualTo(Duration.ofDays(5));
    }

    @Test
    void theSecretBeforeStaysGoodForADay() {
        assertThat(endpoints.rotationGrace()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void httpsAloneAtTwoPortsToPublicAddresses() {
        assertThat(egress.allowHttp()).isFalse();
        assertThat(egress.ports()).isEqualTo(List.of(443, 8443));
        assertThat(egress.allowedNetworks()).isEmpty();
    }
}
