package dev.scanrelay.practice;

import dev.scanrelay.concurrent.SingleFlight;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.pairing.Pairings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks Align for a practice: those who want the same at the same time share one call and its outcome. */
@Singleton
final class PracticeCalls {

    private final Pairings pairings;
    private final Itero itero;
    private final Clock clock;
    private final SingleFlight<Account, Told> flights = new SingleFlight<>();

    PracticeCalls(Pairings pairings, Itero itero, Clock clock) {
        this.pairings = pairings;
        this.itero = itero;
        this.clock = clock;
    }

    /**
     * What Align tells, handed to {@code keep} before anybody has it.
     *
     * @param meanwhile what another call brought between the caller's look and this one
     */
    Told ask(Account account, Supplier<Optional<Told>> meanwhile, Consumer<Told> keep) {
        return flights.join(account, () -> meanwhile.get().orElseGet(() -> called(account, keep)));
    }

    private Told called(Account account, Consumer<Told> keep) {
        Told told = call(account);
        keep.accept(told);
        return told;
    }

    private Told call(Account account) {
        Practice practice = Practice.of(pairings.withAccess(
                account.partner(), account.id(), access -> itero.practiceConfiguration(access, account.id())));
        return new Told(practice, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
