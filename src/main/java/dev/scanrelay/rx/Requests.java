package dev.scanrelay.rx;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.itero.Requested;
import dev.scanrelay.order.Orders;
import dev.scanrelay.order.Push;
import dev.scanrelay.order.Pushed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/** Scan requests on record. Whoever changes an order and its request locks the order first. */
@Singleton
final class Requests {

    /** More requests of one account without an RX than this are not looked at. */
    static final int MOST_OPEN = 500;

    private static final String BEGIN = """
            insert into scan_request (id, partner_id, account_id, state, idempotency_key, content, chart_number_index, reference,
                                      match, candidates, patient_id, look_at, created_at, changed_at)
            values (:id, :partner, :account, 'sending', cast(:key as text), :content, cast(:chart as bytea),
                    cast(:reference as text), :match, :candidates, cast(:patient as text), :lookAt, :now, :now)
                on conflict (partner_id, idempotency_key) where idempotency_key is not null do nothing""";

    private final Database database;
    private final Orders orders;
    private final ContentSeal seal;
    private final Clock clock;

    Requests(Database database, Orders orders, ContentSeal seal, Clock clock) {
        this.database = database;
        this.orders = orders;
        this.seal = seal;
        this.clock = clock;
    }

    /** Commits that the request is about to be sent. False if the key has one already. */
    boolean begin(ScanRequestRow row) {
        return database.write(session -> session.createNativeQuery(BEGIN)
                        .setParameter("id", row.id)
                        .setParameter("partner", row.partnerId)
                        .setParameter("account", row.accountId)
                        .setParameter("key", row.idempotencyKey)
                        .setParameter("content", row.content)
                        .setParameter("chart", row.chartNumberIndex)
                        .setParameter("reference", row.reference)
                        .setParameter("match", row.match)
                        .setParameter("candidates", row.candidates)
                        .setParameter("patient", row.patientId)
                        .setParameter("lookAt", row.lookAt)
                        .setParameter("now", row.createdAt)
                        .executeUpdate())
                == 1;
    }

    Optional<ScanRequestRow> byKey(PartnerId partner, String key) {
        return Optional.ofNullable(database.read(session -> session.createSelectionQuery(
                        "from ScanRequestRow where partnerId = :partner and idempotencyKey = :key",
                        ScanRequestRow.class)
                .setParameter("partner", partner.value())
                .setParameter("key", key)
                .getSingleResultOrNull()));
    }

    Optional<ScanRequestRow> find(PartnerId partner, AccountId account, UUID id) {
        return Optional.ofNullable(database.read(session -> session.find(ScanRequestRow.class, id)))
                .filter(row -> row.partnerId.equals(partner.value()) && row.accountId.equals(account.value()));
    }

    ScanRequestRow get(UUID id) {
        return database.read(session -> session.find(ScanRequestRow.class, id));
    }

    /** Align has it: the order is known, too. If that order was erased, the request goes as well, and 410 says so. */
    ScanRequestRow created(ScanRequestRow row, Requested answer) {
        return created(row, answer.rxId(), answer.patientId());
    }

    ScanRequestRow created(ScanRequestRow row, RxId rxId, Optional<String> patientId) {
        Instant now = now();
        Content content = seal.open(row);
        Push push = new Push(
                row.partner(),
                row.account(),
                rxId,
                row.id,
                content.asked().reference(),
                content.asked().patient().forOrder());
        return database.write(session -> orders.pushed(session, push, now)
                        .chain(pushed -> pushed.map(order -> created(session, row.id, order, rxId, patientId, now)
                                        .map(Optional::of))
                                .orElseGet(() -> forget(session, row.id).replaceWith(Optional.empty()))))
                .orElseThrow(Problem::erased);
    }

    private static Uni<ScanRequestRow> created(
            Mutiny.Session session, UUID id, Pushed order, RxId rxId, Optional<String> patientId, Instant now) {
        return lock(session, id).onItem().ifNull().failWith(Problem::erased).invoke(kept -> {
            kept.rxId = rxId.value();
            kept.orderId = order.orderId();
            kept.refusal = null;
            kept.evidence = null;
            patientId.ifPresent(found -> kept.patientId = found);
            order.patientDiffers().ifPresent(differs -> kept.patientDiffers = String.join(",", differs));
            kept.become(order.patientDiffers().isPresent() ? RequestState.SCANNED : RequestState.CREATED, now);
        });
    }

    /** The RX is gone at Align. */
    ScanRequestRow withdrawn(ScanRequestRow row, RxId rxId) {
        Instant now = now();
        return database.write(session -> orders.withdrawn(
                        session, row.partner(), row.account(), rxId, "the scan request was deleted", now)
                .chain(done -> lock(session, row.id))
                .invoke(kept -> kept.become(RequestState.WITHDRAWN, now)));
    }

    /** A change while nobody knows what became of it; none, if somebody does by now. */
    ScanRequestRow ifOpen(UUID id, Consumer<ScanRequestRow> change) {
        return database.write(session -> lock(session, id)
                .onItem()
                .ifNull()
                .failWith(Problem::unknown)
                .invoke(kept -> {
                    if (kept.state().isOpen()) {
                        change.accept(kept);
                    }
                }));
    }

    /** It never left us: the key is free again. */
    void forget(UUID id) {
        database.write(session -> forget(session, id));
    }

    private static Uni<Integer> forget(Mutiny.Session session, UUID id) {
        return session.createMutationQuery("delete from ScanRequestRow where id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    boolean isOfAnother(ScanRequestRow row, RxId rxId) {
        return database.read(session -> session.createSelectionQuery(
                                "select count(*) from ScanRequestRow where partnerId = :partner and accountId = :account"
                                        + " and rxId = :rx and id <> :id",
                                Long.class)
                        .setParameter("partner", row.partnerId)
                        .setParameter("account", row.accountId)
                        .setParameter("rx", rxId.value())
                        .setParameter("id", row.id)
                        .getSingleResult())
                > 0;
    }

    /** Other requests of the account that may have an RX at Align which is not known here. */
    List<ScanRequestRow> othersWithoutRx(ScanRequestRow row) {
        return database.read(session -> session.createNativeQuery("""
                        select * from scan_request
                         where partner_id = :partner and account_id = :account
                           and state in ('sending', 'unknown', 'unresolved', 'created') and rx_id is null and id <> :id
                         order by created_at desc, id desc limit :most""", ScanRequestRow.class)
                .setParameter("partner", row.partnerId)
                .setParameter("account", row.accountId)
                .setParameter("id", row.id)
                .setParameter("most", MOST_OPEN)
                .getResultList());
    }

    /** The time as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Uni<ScanRequestRow> lock(Mutiny.Session session, UUID id) {
        return session.find(ScanRequestRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    }
}
