package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.itero.TokenSet;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * One renewal per grant at a time, over all replicas. The lease is timed by the database's clock; the version that is about to be
 * sent is marked in the same transaction, so that a lost answer can be told from a refused token.
 */
@Singleton
final class RenewalLeases {

    private final Database database;
    private final GrantSeal seal;
    private final Farewells farewells;
    private final PairingEvents events;
    private final Duration length;
    private final Clock clock;

    RenewalLeases(
            Database database,
            GrantSeal seal,
            Farewells farewells,
            PairingEvents events,
            PairingSettings settings,
            Clock clock) {
        this.database = database;
        this.seal = seal;
        this.farewells = farewells;
        this.events = events;
        this.length = settings.renewalLease();
        this.clock = clock;
    }

    /** Asks to renew the version that was seen, on behalf of this one try. */
    Lease take(Grant seen, UUID owner) {
        return database.write(session -> locked(
                session,
                seen,
                (pairing, grant) -> databaseTime(session).map(now -> decide(seen, pairing, grant, owner, now))));
    }

    private Lease decide(Grant seen, @Nullable PairingRow pairing, @Nullable GrantRow row, UUID owner, Instant now) {
        if (pairing == null || pairing.ending() || row == null || !row.live()) {
            return new Lease.Gone();
        }
        if (row.version != seen.version()) {
            return new Lease.Moved(seal.take(row, pairing));
        }
        if (row.leaseUntil != null && now.isBefore(row.leaseUntil)) {
            return new Lease.Busy();
        }
        boolean sentBefore = row.renewalSent != null && row.renewalSent == row.version;
        row.leaseOwner = owner;
        row.leaseUntil = now.plus(length);
        row.renewalSent = row.version;
        return new Lease.Granted(seal.take(row, pairing), sentBefore);
    }

    /**
     * Stores what Align answered, if the grant is still as it was sent. If its pairing ended meanwhile, Align is told to forget the
     * new tokens.
     *
     * @param sent with the directory that was used
     */
    Renewed store(Grant sent, TokenSet tokens, Former former) {
        return database.write(session -> locked(session, sent, (pairing, row) -> {
            if (pairing == null || pairing.ending() || row == null || !row.live()) {
                boolean unpair = pairing == null || pairing.ending();
                return forget(session, sent, unpair, tokens).replaceWith(new Renewed.Gone());
            }
            if (row.version != sent.version()) {
                return Uni.createFrom().item(new Renewed.Usable(seal.take(row, pairing)));
            }
            keep(sent, tokens, pairing, row);
            if (former == Former.TO_REVOKE) {
                row.bornAt = row.renewedAt;
            }
            return revoke(session, sent, former).replaceWith(new Renewed.Usable(seal.take(row, pairing)));
        }));
    }

    private void keep(Grant sent, TokenSet tokens, PairingRow pairing, GrantRow row) {
        seal.put(row, tokens);
        pairing.directory = sent.directory().toJson();
        pairing.region = sent.directory().region();
        pairing.refreshedAt = clock.instant();
    }

    private Uni<Void> forget(Mutiny.Session session, Grant sent, boolean unpair, TokenSet tokens) {
        return farewells.add(session, sent.partner(), Optional.of(sent.account()), unpair, tokens, sent.directory());
    }

    private Uni<Void> revoke(Mutiny.Session session, Grant sent, Former former) {
        return switch (former) {
            case SPENT -> Uni.createFrom().voidItem();
            case TO_REVOKE -> farewells.revokeOnly(session, sent.partner(), sent.tokens(), sent.directory());
        };
    }

    /** Gives the lease back after a failure that says nothing about the grant. The marker stays. */
    void release(Grant sent, UUID owner) {
        database.write(session -> locked(session, sent, (pairing, row) -> {
            if (row != null && owner.equals(row.leaseOwner)) {
                row.release();
            }
            return Uni.createFrom().voidItem();
        }));
    }

    /** The grant is dead: its tokens go, and where it was the last one the pairing needs a person. */
    void bury(Grant sent, AttentionReason reason) {
        database.write(session -> locked(session, sent, (pairing, row) -> {
            if (pairing == null || row == null || !row.live() || row.version != sent.version()) {
                return Uni.createFrom().voidItem();
            }
            row.die();
            return forgetLiving(session, sent, reason)
                    .chain(session::flush)
                    .chain(() -> Grants.live(session, sent.partner(), sent.account()))
                    .chain(left -> left.isEmpty()
                            ? attention(session, pairing, reason)
                            : Uni.createFrom().voidItem());
        }));
    }

    /** Whether the refresh token's known end has come. */
    boolean over(Grant grant) {
        return grant.endsAt().filter(end -> !clock.instant().isBefore(end)).isPresent();
    }

    // Tokens of a pairing that was ended at Align are still good there for other things.
    private Uni<Void> forgetLiving(Mutiny.Session session, Grant sent, AttentionReason reason) {
        return switch (reason) {
            case UNPAIRED_BY_VENDOR -> farewells.revokeOnly(session, sent.partner(), sent.tokens(), sent.directory());
            case GRANT_REFUSED, ANSWER_LOST, LOGIN_EXPIRED -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> attention(Mutiny.Session session, PairingRow pairing, AttentionReason reason) {
        // One that waits for its warnings, too: an acknowledgement must not open what nobody can call.
        if (!pairing.status.equals(PairingRow.ACTIVE) && !pairing.waits()) {
            return Uni.createFrom().voidItem();
        }
        pairing.become(PairingRow.ATTENTION, clock.instant());
        pairing.attentionReason = reason.word();
        return events.attention(session, pairing, reason);
    }

    private static <T> Uni<T> locked(Mutiny.Session session, Grant grant, Work<T> work) {
        return PairingRow.lock(session, grant.partner(), grant.account())
                .chain(pairing -> session.find(GrantRow.class, grant.id(), LockModeType.PESSIMISTIC_WRITE)
                        .chain(row -> work.on(pairing, row)));
    }

    private static Uni<Instant> databaseTime(Mutiny.Session session) {
        return session.createNativeQuery("select clock_timestamp()", Tuple.class)
                .getSingleResult()
                .map(row -> row.get(0, OffsetDateTime.class).toInstant());
    }

    private interface Work<T> {
        Uni<T> on(@Nullable PairingRow pairing, @Nullable GrantRow grant);
    }
}
