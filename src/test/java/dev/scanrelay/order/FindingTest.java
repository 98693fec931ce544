package dev.scanrelay.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant CHANGED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant PAIRED = Instant.parse("2026-02-01T00:00:00Z");
    private static final Look LOOK = new Look(
            PartnerId.DEFAULT,
            new AccountId("104233"),
            Origin.SWEEP,
            PAIRED,
            Duration.ofMinutes(10),
            Duration.ofDays(1));

    private final VendorFacts shown = facts("Completed", Optional.of(CHANGED), Optional.of("a"));
    private final VendorFacts blind = facts("Completed", Optional.empty(), Optional.empty());

    @Test
    void leavesUnknownOrdersFromBeforeThePairingAlone() {
        assertThat(unknown(facts("Completed", Optional.of(PAIRED.minusSeconds(1)), Optional.of("a"))))
                .isEqualTo(Finding.OLDER);
        assertThat(unknown(facts("Completed", Optional.of(PAIRED), Optional.of("a"))))
                .isEqualTo(Finding.UNKNOWN);
        assertThat(unknown(blind)).isEqualTo(Finding.UNKNOWN);
    }

    @Test
    void letsNothingBackThatWasErased() {
        VendorFacts newer = facts("Completed", Optional.of(NOW.plusSeconds(1)), Optional.of("b"));

        assertThat(found(newer, gone(OrderState.ERASED))).isEqualTo(Finding.BARRED);
        assertThat(found(newer, gone(OrderState.EXPIRED))).isEqualTo(Finding.CHANGED);
        assertThat(found(shown, gone(OrderState.EXPIRED))).isEqualTo(Finding.BARRED);
    }

    private static SweptOrder gone(OrderState state) {
        return new SweptOrder(
                UUID.randomUUID(),
                new RxId(UUID.randomUUID().toString()),
                state,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW);
    }

    @Test
    void tellsAChangeByStatusTimeOrFiles() {
        SweptOrder ours = stored(shown, Optional.empty());

        assertThat(found(shown, ours)).isEqualTo(Finding.SAME);
        assertThat(found(facts("Scanning", Optional.of(CHANGED), Optional.of("a")), ours))
                .isEqualTo(Finding.CHANGED);
        assertThat(found(facts("Completed", Optional.of(CHANGED.plusMillis(1)), Optional.of("a")), ours))
                .isEqualTo(Finding.CHANGED);
        assertThat(found(facts("Completed", Optional.of(CHANGED), Optional.of("b")), ours))
                .isEqualTo(Finding.CHANGED);
    }

    @Test
    void takesWhatWasStoredBeforeOffersWereKeptForTheSame() {
        assertThat(found(shown, stored(facts("Completed", Optional.of(CHANGED), Optional.empty()), Optional.empty())))
                .isEqualTo(Finding.SAME);
    }

    @Test
    void fetchesWhatChangesAtEveryLookNoOftenerThanItMayRest() {
        VendorFacts other = facts("Completed", Optional.of(NOW), Optional.of("a"));

        assertThat(found(other, stored(shown, Optional.of(NOW.minusSeconds(599)))))
                .isEqualTo(Finding.RESTING);
        assertThat(found(other, stored(shown, Optional.of(NOW.minusSeconds(600)))))
                .isEqualTo(Finding.CHANGED);
    }

    @Test
    void downloadsWhatShowsNoSignOfAChangeLessAndLess() {
        assertThat(found(blind, stored(blind, Optional.empty()))).isEqualTo(Finding.UNTELLABLE);
        assertThat(found(blind, stored(blind, Optional.of(CHANGED.plus(Duration.ofDays(4))))))
                .isEqualTo(Finding.UNTELLABLE);
        assertThat(found(blind, stored(blind, Optional.of(CHANGED.plus(Duration.ofDays(5))))))
                .isEqualTo(Finding.RESTING);
    }

    @Test
    void givesWhatWasGivenUpOneMoreChanceForEachStateThatIsShown() {
        assertThat(found(shown, order(OrderState.PARKED, false, Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo(Finding.CHANGED);
        assertThat(found(
                        shown,
                        order(
                                OrderState.PARKED,
                                false,
                                Optional.empty(),
                                Optional.of(Sign.of(shown).value()),
                                Optional.of(NOW.minus(Duration.ofDays(3))))))
                .isEqualTo(Finding.RESTING);
    }

    @Test
    void leavesAloneWhatIsFetchedAnyway() {
        assertThat(found(shown, order(OrderState.WAITING, true, Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo(Finding.UNDER_WAY);
        assertThat(found(shown, order(OrderState.READY, true, Optional.of(blind), Optional.empty(), Optional.empty())))
                .isEqualTo(Finding.UNDER_WAY);
    }

    @Test
    void takesAPushedRxThatIsShownForScanned() {
        assertThat(found(
                        shown,
                        order(OrderState.REQUESTED, false, Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo(Finding.UNKNOWN);
    }

    private static Finding unknown(VendorFacts seen) {
        return Finding.of(seen, Optional.empty(), LOOK, NOW);
    }

    private static Finding found(VendorFacts seen, SweptOrder ours) {
        return Finding.of(seen, Optional.of(ours), LOOK, NOW);
    }

    private static SweptOrder stored(VendorFacts known, Optional<Instant> fetchedAt) {
        return order(OrderState.READY, false, Optional.of(known), fetchedAt.map(at -> "sign"), fetchedAt);
    }

    private static SweptOrder order(
            OrderState state,
            boolean pending,
            Optional<VendorFacts> known,
            Optional<String> fetchedFor,
            Optional<Instant> fetchedAt) {
        return new SweptOrder(
                UUID.randomUUID(),
                new RxId(UUID.randomUUID().toString()),
                state,
                pending,
                known,
                fetchedFor,
                fetchedAt,
                CHANGED);
    }

    private static VendorFacts facts(String status, Optional<Instant> modifiedAt, Optional<String> offer) {
        return new VendorFacts(
                "123456789",
                status,
                new Patient(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                modifiedAt,
                NOW,
                offer);
    }
}
