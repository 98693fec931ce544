package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Announces ahead of time that a pairing's last log-in will end, where the operator knows when. Safe to run in every replica. */
@Singleton
final class ExpiryPass {

    private static final int DAY = 1;
    private static final int WEEK = 7;
    private static final int FORTNIGHT = 14;

    /** Tokens are renewed by the hour: only those that nobody could renew for so long are about to die of idleness. */
    private static final Duration OVERDUE = Duration.ofDays(1);

    private static final int MOST_PER_PASS = 1000;

    private static final String TO_TELL = """
            with ending as (
                select partner_id, account_id,
                       max(coalesce(least(born_at + cast(cast(:absolute as text) as interval),
                                          case when renewed_at <= :overdue
                                               then renewed_at + cast(cast(:idle as text) as interval) end),
                                    'infinity')) as at
                from access_grant where status = 'live' group by partner_id, account_id
            ), step as (
                select partner_id, account_id, at,
                       case when at <= :day then 1 when at <= :week then 7 when at <= :fortnight then 14 end as days
                from ending
            )
            select s.partner_id as partner, s.account_id as account, case when s.days is not null then s.at end as ends_at
            from step s
            join pairing p on p.partner_id = s.partner_id and p.account_id = s.account_id and p.status = 'active'
            left join pairing_health h on h.partner_id = s.partner_id and h.account_id = s.account_id
            where s.days is distinct from h.expiry_told
            order by s.at limit :most""";

    private static final String TOLD =
            "select expiry_told from pairing_health where partner_id = :partner and account_id = :account";

    private static final String REMEMBER = """
            insert into pairing_health (partner_id, account_id, expiry_told)
            values (:partner, :account, cast(cast(:days as text) as int))
            on conflict (partner_id, account_id) do update set expiry_told = excluded.expiry_told""";

    private final Database database;
    private final RefreshLife life;
    private final PairingEvents events;
    private final Clock clock;

    ExpiryPass(Database database, RefreshLife life, PairingEvents events, Clock clock) {
        this.database = database;
        this.life = life;
        this.events = events;
        this.clock = clock;
    }

    /** @param end empty if it has moved out of sight, as when a user signed in again */
    private record Ending(PartnerId partner, AccountId account, Optional<Instant> end) {

        Optional<Integer> days(Instant now) {
            return end.flatMap(at -> step(Duration.between(now, at)));
        }
    }

    void run() {
        if (life.absolute().isPresent() || life.idle().isPresent()) {
            toTell(clock.instant()).forEach(this::tell);
        }
    }

    /** The step that is reached; nothing while the end is further away than the first. */
    static Optional<Integer> step(Duration left) {
        return Stream.of(DAY, WEEK, FORTNIGHT)
                .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
                .findFirst();
    }

    private List<Ending> toTell(Instant now) {
        return database.read(session -> session.createNativeQuery(TO_TELL, Tuple.class)
                .setParameter(
                        "absolute", life.absolute().map(Duration::toString).orElse(null))
                .setParameter("idle", life.idle().map(Duration::toString).orElse(null))
                .setParameter("overdue", now.minus(OVERDUE))
                .setParameter("day", now.plus(Duration.ofDays(DAY)))
                .setParameter("week", now.plus(Duration.ofDays(WEEK)))
                .setParameter("fortnight", now.plus(Duration.ofDays(FORTNIGHT)))
                .setParameter("most", MOST_PER_PASS)
                .getResultList()
                .map(rows -> rows.stream().map(ExpiryPass::ending).toList()));
    }

    private static Ending ending(Tuple row) {
        return new Ending(
                new PartnerId(row.get("partner", String.class)),
                new AccountId(row.get("account", String.class)),
                Health.time(row.get("ends_at")));
    }

    /** Under the pairing's lock, so that two replicas do not both tell. */
    private void tell(Ending ending) {
        Instant now = clock.instant();
        Optional<Integer> days = ending.days(now);
        database.write(session -> PairingRow.lock(session, ending.partner(), ending.account())
                .chain(pairing -> told(session, ending).chain(told -> {
                    if (pairing == null || told.equals(days)) {
                        return Uni.createFrom().voidItem();
                    }
                    return remember(session, ending, days)
                            .chain(() -> days.map(step -> events.expiring(
                                            session, pairing, ending.end().orElseThrow(), step, now))
                                    .orElseGet(() -> Uni.createFrom().voidItem()));
                })));
    }

    private static Uni<Optional<Integer>> told(Mutiny.Session session, Ending ending) {
        return session.createNativeQuery(TOLD, Tuple.class)
                .setParameter("partner", ending.partner().value())
                .setParameter("account", ending.account().value())
                .getResultList()
                .map(rows -> rows.stream()
                        .flatMap(row -> present(row.get(0, Integer.class)))
                        .findFirst());
    }

    private static Stream<Integer> present(@Nullable Integer column) {
        return Stream.ofNullable(column);
    }

    private static Uni<Void> remember(Mutiny.Session session, Ending ending, Optional<Integer> days) {
        return session.createNativeQuery(REMEMBER)
                .setParameter("partner", ending.partner().value())
                .setParameter("account", ending.account().value())
                .setParameter("days", days.map(Object::toString).orElse(null))
                .executeUpdate()
                .replaceWithVoid();
    }
}
