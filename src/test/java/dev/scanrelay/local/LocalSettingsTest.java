package dev.scanrelay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.local.LocalSettings.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {

    @Test
    void needsNoSettings() {
        LocalSettings settings = LocalSettings.of(Map.of());

        assertThat(settings.ports()).extracting(Port::number).containsExactly(8080, 54320, 9092, 9020, 8090, 8091);
        assertThat(settings.scans()).isEqualTo(200);
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.reset()).isFalse();
    }

    @Test
    void namesTheSettingThatIsNoNumber() {
        assertThatThrownBy(() -> LocalSettings.of(Map.of("scanrelay.local.scans", "many")))
                .isInstanceOf(CannotStart.class)
                .hasMessage("scanrelay.local.scans is not a number. For example: -Dscanrelay.local.scans=200");
    }

    @Test
    void namesTheSettingOfAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Port port = new Port("scanrelay.local.kafka-port", taken.getLocalPort());

            assertThatThrownBy(() -> Ports.check(List.of(port)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("-Dscanrelay.local.kafka-port=");
        }
    }
}
