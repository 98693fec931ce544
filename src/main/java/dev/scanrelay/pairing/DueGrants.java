package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Grants that are due for renewal, handed to one replica at a time. */
@Singleton
final class DueGrants {

    private static final Logger LOG = Logger.getLogger(DueGrants.class);

    private static final String DUE = """
            select * from access_grant
            where status = 'live' and renew_at <= :now
              and (:partner = '' or (partner_id = :partner and account_id = :account))
            order by renew_at limit :most for update skip locked""";

    private final Database database;
    private final GrantSeal seal;
    private final Duration claim;
    private final Clock clock;

    DueGrants(Database database, GrantSeal seal, PairingSettings settings, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.claim = settings.renewalLease();
        this.clock = clock;
    }

    /**
     * Takes so many that are due. They are due again once a renewal may have taken its time, unless it stores new tokens.
     *
     * @param of only this pairing's
     */
    List<Grant> claim(Optional<KeyOwner> of, int most) {
        Instant now = clock.instant();
        return database.write(session -> due(session, of, now, most)
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> claim(session, row, now))
                        .collect()
                        .asList())
                .map(grants -> grants.stream().flatMap(Optional::stream).toList()));
    }

    private static Uni<List<GrantRow>> due(Mutiny.Session session, Optional<KeyOwner> of, Instant now, int most) {
        return session.createNativeQuery(DUE, GrantRow.class)
                .setParameter("now", now)
                .setParameter(
                        "partner", of.map(owner -> owner.partner().value()).orElse(""))
                .setParameter("account", of.map(KeyOwner::accountColumn).orElse(""))
                .setParameter("most", most)
                .getResultList();
    }

    private Uni<Optional<Grant>> claim(Mutiny.Session session, GrantRow row, Instant now) {
        row.renewAt = now.plus(spread());
        return PairingRow.find(session, new PartnerId(row.partnerId), new AccountId(row.accountId))
                .map(pairing -> Stream.ofNullable(pairing)
                        .filter(found -> !found.ending())
                        .flatMap(found -> opened(row, found))
                        .findFirst());
    }

    /** One that can't be opened must not keep the others. */
    private Stream<Grant> opened(GrantRow row, PairingRow pairing) {
        try {
            return Stream.of(seal.take(row, pairing));
        } catch (RuntimeException unreadable) {
            LOG.errorf(
                    "A grant can't be opened account=%s cause=%s",
                    row.accountId, unreadable.getClass().getSimpleName());
            return Stream.empty();
        }
    }

    /** One to two claims: after an outage they do not all come back at once. */
    private Duration spread() {
        return claim.plusMillis(ThreadLocalRandom.current().nextLong(claim.toMillis()));
    }
}
