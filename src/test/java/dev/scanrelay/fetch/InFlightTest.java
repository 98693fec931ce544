package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight inFlight = new InFlight();

    @AfterEach
    void calm() {
        Thread.interrupted();
    }

    @Test
    void stopsAnAttemptWhoseLeaseIsLost() {
        Hold lost = inFlight.begin(lease());
        Hold kept = inFlight.begin(lease());

        inFlight.stopAllBut(Set.of(kept.lease()), inFlight.leases());

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(lost.end()).contains("lease lost");
        assertThat(kept.end()).isEmpty();
    }

    @Test
    void leavesAnAttemptAloneThatBeganAfterTheLeasesWereAskedFor() {
        List<Lease> asked = inFlight.leases();
        Hold begun = inFlight.begin(lease());

        inFlight.stopAllBut(Set.of(), asked);

        assertThat(begun.end()).isEmpty();
    }

    @Test
    void interruptsNobodyWhoseWorkIsOver() {
        Hold over = inFlight.begin(lease());
        over.end();

        inFlight.stopAll();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void saysWhenNobodyIsLeft() throws InterruptedException {
        Hold hold = inFlight.begin(lease());

        assertThat(inFlight.awaitNobody(Duration.ofMillis(1))).isFalse();
        inFlight.gone(hold);
        assertThat(inFlight.awaitNobody(Duration.ofMillis(1))).isTrue();
    }

    private static Lease lease() {
        UUID id = UUID.randomUUID();
        return new Lease(
                id,
                PartnerId.DEFAULT,
                new AccountId("1"),
                new RxId(id.toString()),
                "owner",
                1,
                1,
                0,
                Duration.ZERO,
                false,
                Optional.empty(),
                Optional.empty());
    }
}
