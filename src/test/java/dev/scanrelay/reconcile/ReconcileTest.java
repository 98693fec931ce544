package dev.scanrelay.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FlowProfile.class)
class ReconcileTest {

    static final Map<String, Object> TINY = Map.of("bytes", 20_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    Sweeping sweeping;

    private Flow flow;
    private SandboxClient sandbox;
    private Catalogue catalogue;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        catalogue = new Catalogue(database);
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    void findsAScanWhoseNotificationWasLost() {
        long account = flow.pairedClinic();
        String rxId = sandbox.scanQuietly(account, TINY).rxId();

        sweeping.run(account, Kind.RECENT);

        flow.ready(rxId, 1);
        assertThat(catalogue.lane(rxId)).isEqualTo(1);
        assertThat(sweeping.timeline(rxId)).containsEntry("found", "not notified");
        assertThat(sweeping.column(account, Kind.RECENT, "found")).isEqualTo("1");
        assertThat(sweeping.text(
                        "select r.found_by from revision r join scan_order o on o.id = r.order_id where o.rx_id = '"
                                + rxId + "'"))
                .isEqualTo("sweep");
    }

    @Test
    void fetchesNothingAgainThatIsAsItWas() {
        long account = flow.pairedClinic();
        String notified = sandbox.scan(account, TINY).rxId();
        String lost = sandbox.scanQuietly(account, TINY).rxId();
        flow.ready(notified, 1);
        sweeping.run(account, Kind.RECENT);
        flow.ready(lost, 1);
        catalogue.settled(lost, 1);

        sweeping.run(account, Kind.RECENT);
        sweeping.run(account, Kind.MONTH);

        assertThat(sweeping.column(account, Kind.RECENT, "found")).isEqualTo("0");
        assertThat(sweeping.column(account, Kind.RECENT, "listed")).isEqualTo("2");
        assertThat(sweeping.column(account, Kind.RECENT, "idle")).isEqualTo("1");
        assertThat(sweeping.column(account, Kind.MONTH, "found")).isEqualTo("0");
        assertThat(catalogue.attempts(notified)).hasSize(1);
        assertThat(catalogue.attempts(lost)).hasSize(1);
    }
}
