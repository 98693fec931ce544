package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Cursors.InvitationPlace;
import dev.scanrelay.pairing.InvitationCodec.Claim;
import dev.scanrelay.secret.Macs;
import dev.scanrelay.secret.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Invitations to clinics: made by a partner, good until a pairing came of one, it is withdrawn or its time is over. */
@Singleton
final class Invitations {

    private static final Duration KEPT = Duration.ofDays(90); // so long its link says what became of it

    private final Database database;
    private final InvitationCodec codec;
    private final Duration claim;
    private final Clock clock;

    Invitations(Database database, Macs macs, PairingSettings settings, Clock clock) {
        this.database = database;
        this.codec = new InvitationCodec(macs);
        this.claim =
                settings.renewalLease(); // longer than Pair and its time-outs; who dies pairing leaves it to others
        // after it
        this.clock = clock;
    }

    /** What a partner wishes for. */
    record Wish(String label, Optional<AccountId> account, Optional<URI> returnUrl, Duration life) {}

    Invitation make(PartnerId partner, Wish wish, String keyId) {
        InvitationRow row = new InvitationRow();
        row.id = UUID.randomUUID();
        row.partnerId = partner.value();
        row.label = wish.label();
        row.accountId = wish.account().map(AccountId::value).orElse(null);
        row.returnUrl = wish.returnUrl().map(URI::toString).orElse(null);
        row.createdBy = keyId;
        row.createdAt = now();
        row.expiresAt = row.createdAt.plus(wish.life());
        database.write(session -> session.persist(row));
        return Invitation.of(row, row.createdAt);
    }

    Secret token(Invitation invitation) {
        return codec.write(new Claim(invitation.partner(), invitation.id()));
    }

    /**
     * A page, newest first.
     *
     * @param accounts only the invitations to these; empty: all
     */
    Paging.Page<Invitation> list(PartnerId partner, Optional<Set<AccountId>> accounts, Paging<InvitationPlace> wanted) {
        return database.read(session -> ListQuery.invitations(partner, accounts, wanted)
                .on(session, InvitationRow.class)
                .getResultList()
                .map(rows -> wanted.page(
                        rows.stream().map(row -> Invitation.of(row, now())).toList())));
    }

    Optional<Invitation> find(PartnerId partner, UUID id) {
        return Optional.ofNullable(database.read(session -> session.find(InvitationRow.class, id)))
                .filter(row -> row.partnerId.equals(partner.value()))
                .map(row -> Invitation.of(row, now()));
    }

    /** From now on it opens nothing. What it opened already goes on no further than to the choice of the account. */
    void withdraw(PartnerId partner, UUID id) {
        database.write(session -> session.createMutationQuery("update InvitationRow set withdrawnAt = :now"
                        + " where id = :id and partnerId = :partner and withdrawnAt is null and spentAt is null")
                .setParameter("now", now())
                .setParameter("id", id)
                .setParameter("partner", partner.value())
                .executeUpdate());
    }

    Entrance enter(String token) {
        return codec.read(token).map(this::enter).orElseGet(Entrance.Forged::new);
    }

    private Entrance enter(Claim claim) {
        return find(claim.partner(), claim.id()).<Entrance>map(this::known).orElseGet(Entrance.Forgotten::new);
    }

    Entrance.Known known(Invitation invitation) {
        return new Entrance.Known(invitation, partnerName(invitation.partner()));
    }

    private String partnerName(PartnerId partner) {
        return database.read(
                session -> session.createNativeQuery("select name from partner where id = :id", Tuple.class)
                        .setParameter("id", partner.value())
                        .getSingleResult()
                        .map(row -> row.get(0, String.class)));
    }

    /**
     * Takes it for one pairing, so that two browsers that hold the same link make one at most. That its time is over meanwhile does
     * not matter: the login that it began has a time of its own.
     */
    boolean claim(UUID id) {
        Instant now = now();
        return database.write(session -> session.createMutationQuery("update InvitationRow set claimedUntil = :until"
                                + " where id = :id and spentAt is null and withdrawnAt is null"
                                + " and (claimedUntil is null or claimedUntil <= :now)")
                        .setParameter("until", now.plus(claim))
                        .setParameter("id", id)
                        .setParameter("now", now)
                        .executeUpdate())
                == 1;
    }

    /** Nothing came of it: somebody may try again. */
    void release(UUID id) {
        database.write(
                session -> session.createMutationQuery("update InvitationRow set claimedUntil = null where id = :id")
                        .setParameter("id", id)
                        .executeUpdate());
    }

    /** A pairing came of it; part of the transaction that stores the pairing. */
    Uni<Void> spend(Mutiny.Session session, UUID id, AccountId account) {
        return session.createMutationQuery(
                        "update InvitationRow set spentAt = :now, spentFor = :account, claimedUntil = null where id = :id")
                .setParameter("now", now())
                .setParameter("account", account.value())
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Forgets those that were over long ago. */
    void clear() {
        database.write(session -> session.createMutationQuery("delete from InvitationRow where expiresAt <= :past")
                .setParameter("past", now().minus(KEPT))
                .executeUpdate());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
