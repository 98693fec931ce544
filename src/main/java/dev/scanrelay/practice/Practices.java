package dev.scanrelay.practice;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.pairing.PairingUnavailable;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The one door to practices for other features: from memory, else from the database, else from Align; while Align is out, what it
 * told last. Calls block and belong on virtual threads.
 */
@ApplicationScoped
public class Practices {

    private static final Set<String> OVER = Set.of("ending", "ended");
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Pairings pairings;
    private final KeptPractices kept;
    private final PracticeCalls calls;
    private final PracticeSettings settings;
    private final Clock clock;
    private final Cache<Account, Told> memory;
    private final Cache<Account, Instant> pauses;

    Practices(Pairings pairings, KeptPractices kept, PracticeCalls calls, PracticeSettings settings, Clock clock) {
        this.pairings = pairings;
        this.kept = kept;
        this.calls = calls;
        this.settings = settings;
        this.clock = clock;
        this.memory = Caffeine.newBuilder().maximumSize(settings.inMemory()).build();
        this.pauses = Caffeine.newBuilder().maximumSize(settings.inMemory()).build();
    }

    /**
     * The practice, no older than it should be unless Align is out.
     *
     * @throws IteroException if Align does not answer and nothing recent enough is known
     * @throws PairingUnavailable if there is no grant to call with and nothing recent enough is known
     */
    public KnownPractice of(PartnerId partner, AccountId id) {
        Account account = paired(partner, id);
        Optional<Told> known = known(account, settings.maxAge());
        return known.filter(told -> told.isWithin(settings.maxAge(), clock.instant()))
                .map(Told::fresh)
                .orElseGet(() -> askedOrStale(account, known, settings.maxAge()));
    }

    /** The practice as Align tells it now, or its failure. */
    public KnownPractice refreshed(PartnerId partner, AccountId id) {
        return ask(paired(partner, id), Optional::empty).fresh();
    }

    /** As {@link #of}, but not much older than a minute if Align can be asked: for a look at what was not there before. */
    public KnownPractice recent(PartnerId partner, AccountId id) {
        Account account = paired(partner, id);
        Optional<Told> known = known(account, SOON);
        return known.filter(told -> told.isWithin(SOON, clock.instant()))
                .map(Told::fresh)
                .orElseGet(() -> askedOrStale(account, known, SOON));
    }

    private Account paired(PartnerId partner, AccountId id) {
        String status = pairings.find(partner, id)
                .orElseThrow(() -> Problems.notFound("pairing"))
                .status();
        if (OVER.contains(status)) {
            throw Problems.conflict("not-paired", "The account is not paired.");
        }
        return new Account(partner, id);
    }

    /** Another replica may have asked since. */
    private Optional<Told> known(Account account, Duration age) {
        return remembered(account, age).or(() -> {
            Optional<Told> newer = kept.find(account).or(() -> Optional.ofNullable(memory.getIfPresent(account)));
            newer.ifPresent(told -> memory.put(account, told));
            return newer;
        });
    }

    private Optional<Told> remembered(Account account, Duration age) {
        return Optional.ofNullable(memory.getIfPresent(account)).filter(told -> told.isWithin(age, clock.instant()));
    }

    private KnownPractice askedOrStale(Account account, Optional<Told> known, Duration age) {
        Optional<Told> usable = known.filter(told -> told.isWithin(settings.maxStale(), clock.instant()));
        if (usable.isPresent() && pausing(account)) {
            return stale(usable.get());
        }
        try {
            return ask(account, () -> remembered(account, age)).fresh();
        } catch (IteroException | PairingUnavailable failure) {
            pauses.put(account, clock.instant().plus(settings.pause()));
            return usable.filter(told -> passes(failure)).map(this::stale).orElseThrow(() -> failure);
        }
    }

    private KnownPractice stale(Told told) {
        return told.isWithin(settings.maxAge(), clock.instant()) ? told.fresh() : told.stale();
    }

    private boolean pausing(Account account) {
        return Optional.ofNullable(pauses.getIfPresent(account))
                .filter(clock.instant()::isBefore)
                .isPresent();
    }

    /** What is refused, or needs a person, is not to be hidden behind an old answer. */
    private static boolean passes(RuntimeException failure) {
        return switch (failure) {
            case IteroException align ->
                switch (align.kind()) {
                    case TRANSIENT, RATE_LIMITED -> true;
                    case NOT_FOUND, UNAUTHORISED, REFUSED, PERMANENT -> false;
                };
            case PairingUnavailable pairing ->
                switch (pairing.reason()) {
                    case RENEWING, DRAINING -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    private Told ask(Account account, Supplier<Optional<Told>> meanwhile) {
        return calls.ask(account, meanwhile, told -> {
            memory.put(account, told);
            kept.keep(account, told);
        });
    }
}
