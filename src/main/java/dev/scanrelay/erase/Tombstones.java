package dev.scanrelay.erase;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.order.OrderState;
import dev.scanrelay.secret.Vault;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * What was erased, kept in the object store as well, so that it outlives the database: one that is restored from before an erasure learns of it
 * here, and what came back with it is erased again.
 */
@ApplicationScoped
class Tombstones {

    private static final Logger LOG = Logger.getLogger(Tombstones.class);
    private static final int AT_ONCE = 200;
    private static final int LARGEST = 8192;
    private static final String ORDERS = "/orders/";
    private static final String PATIENTS = "/patients/";
    private static final String SUFFIX = ".json";

    private static final String ORDERS_TO_STORE = """
            select order_id, partner_id, account_id, rx_id, patient_index, erased_at from erased_order
             where stored_at is null order by erased_at limit :most""";

    private static final String ORDER_STORED =
            "update erased_order set stored_at = clock_timestamp() where order_id = :order";

    private static final String PATIENTS_TO_STORE = """
            select partner_id, account_id, patient_index, erased_at from erased_patient
             where stored_at is null order by erased_at limit :most""";

    private static final String PATIENT_STORED = """
            update erased_patient set stored_at = clock_timestamp()
             where partner_id = :partner and account_id = :account and patient_index = :index and erased_at = :at""";

    private static final String KNOWN_ORDERS =
            "select order_id, 1 from erased_order where order_id = any(cast(string_to_array(:orders, ',') as uuid[]))";

    private static final String KNOWN_PATIENT = """
            select count(*), 1 from erased_patient
             where partner_id = :partner and account_id = :account and patient_index = :index and erased_at >= :at""";

    /** A patient may be erased more than once, and the database be from before the last time. */
    private static final String LEARN_PATIENT = """
            insert into erased_patient as p (partner_id, account_id, patient_index, erased_at, erased_by, stored_at)
            values (:partner, :account, :index, :at, :by, clock_timestamp())
                on conflict (partner_id, account_id, patient_index) do update
                   set erased_at = excluded.erased_at, erased_by = excluded.erased_by, stored_at = excluded.stored_at
                 where p.erased_at < excluded.erased_at""";

    /** Erased, and there all the same: a restored database knows better than its tombstones. */
    private static final String BACK = """
            select o.id, o.partner_id, o.account_id, t.erased_at, t.erased_by, t.patient_index
              from erased_order t
              join scan_order o on o.partner_id = t.partner_id and o.account_id = t.account_id and o.rx_id = t.rx_id
             where o.state <> 'erased' order by o.id limit :most""";

    /** So that nobody makes it known anew. */
    private static final String KEEP_OUT = """
            insert into scan_order (id, partner_id, account_id, rx_id, state, due_at, created_at, dated_at, changed_at)
            select t.order_id, t.partner_id, t.account_id, t.rx_id, 'erased', t.erased_at, t.erased_at, t.erased_at, now()
              from erased_order t join partner p on p.id = t.partner_id
             where not exists (select 1 from scan_order o
                                where o.id = t.order_id
                                   or (o.partner_id = t.partner_id and o.account_id = t.account_id and o.rx_id = t.rx_id))
                on conflict do nothing""";

    private static final String PATIENTS_OF_ACCOUNT = """
            select patient_id, 1 from scan_order
             where partner_id = :partner and account_id = :account and patient_id is not null
             union
            select patient_id, 1 from scan_request
             where partner_id = :partner and account_id = :account and patient_id is not null""";

    private static final String ERASE_PATIENT = """
            insert into erasure (id, partner_id, account_id, patient_id, patient_index, state, asked_by, asked_at, due_at)
            values (:id, :partner, :account, :patient, :index, 'running', :by, :at, clock_timestamp())
                on conflict do nothing""";

    private final Database database;
    private final ObjectStore store;
    private final OrderRemoval removal;
    private final PatientKey keys;
    private final Vault vault;
    private final EraseMetrics metrics;

    Tombstones(
            Database database,
            ObjectStore store,
            OrderRemoval removal,
            PatientKey keys,
            Vault vault,
            EraseMetrics metrics) {
        this.database = database;
        this.store = store;
        this.removal = removal;
        this.keys = keys;
        this.vault = vault;
        this.metrics = metrics;
    }

    /** Puts into the object store what it does not know yet; says whether there may be more. */
    boolean store() {
        List<Tuple> orders = rows(ORDERS_TO_STORE);
        orders.forEach(this::storeOrder);
        List<Tuple> patients = rows(PATIENTS_TO_STORE);
        patients.forEach(this::storePatient);
        return orders.size() == AT_ONCE || patients.size() == AT_ONCE;
    }

    private void storeOrder(Tuple row) {
        UUID order = row.get("order_id", UUID.class);
        put(Tombstone.ofOrder(
                partner(row), account(row), order, new RxId(row.get("rx_id", String.class)), index(row), at(row)));
        database.write(session -> session.createNativeQuery(ORDER_STORED)
                .setParameter("order", order)
                .executeUpdate());
    }

    private void storePatient(Tuple row) {
        byte[] index = index(row).orElseThrow();
        put(Tombstone.ofPatient(partner(row), account(row), index, at(row)));
        database.write(session -> session.createNativeQuery(PATIENT_STORED)
                .setParameter("partner", partner(row).value())
                .setParameter("account", account(row).value())
                .setParameter("index", index)
                .setParameter("at", at(row))
                .executeUpdate());
    }

    private void put(Tombstone stone) {
        byte[] written = stone.written();
        store.put(store.place().at(stone.key()), written, written.length, "application/json");
    }

    /** Erases again what came back, by what the object store says. */
    void obey() {
        List<ObjectAddress> stones = stored();
        learnOrders(stones);
        learnPatients(stones);
        int back = eraseWhatCameBack();
        int kept = database.write(session -> session.createNativeQuery(KEEP_OUT).executeUpdate());
        if (back + kept > 0) {
            LOG.warnf("Erased orders had come back, and were erased again orders=%d barred=%d", back, kept);
        }
    }

    /** In every store: which of them is the one for new objects may have changed. */
    private List<ObjectAddress> stored() {
        return store.places().stream()
                .flatMap(place -> store.objects(place, Tombstone.PREFIX).stream())
                .toList();
    }

    private void learnOrders(List<ObjectAddress> stones) {
        List<ObjectAddress> ofOrders =
                stones.stream().filter(at -> orderOf(at).isPresent()).toList();
        for (int from = 0; from < ofOrders.size(); from += AT_ONCE) {
            List<ObjectAddress> page = ofOrders.subList(from, Math.min(ofOrders.size(), from + AT_ONCE));
            Set<UUID> known = knownOrders(
                    page.stream().map(at -> orderOf(at).orElseThrow()).toList());
            page.stream()
                    .filter(at -> !known.contains(orderOf(at).orElseThrow()))
                    .forEach(at -> read(at).ifPresent(this::learnOrder));
        }
    }

    private Set<UUID> knownOrders(List<UUID> orders) {
        return database.read(session -> session.createNativeQuery(KNOWN_ORDERS, Object[].class)
                .setParameter("orders", Rows.joined(orders))
                .getResultList()
                .map(rows -> rows.stream().map(row -> (UUID) row[0]).collect(Collectors.toSet())));
    }

    private void learnOrder(Tombstone stone) {
        if (stone.orderId().isEmpty() || stone.rxId().isEmpty()) {
            return;
        }
        database.write(session -> OrderRemoval.bury(
                session,
                stone.partner(),
                stone.account(),
                stone.orderId().get(),
                stone.rxId().get(),
                new Burial(stone.erasedAt(), Tombstone.BY, Optional.empty(), patientOf(stone), true)));
    }

    /** Each is read: its key tells who, not up to when. */
    private void learnPatients(List<ObjectAddress> stones) {
        stones.stream().filter(at -> at.key().contains(PATIENTS)).forEach(at -> read(at).ifPresent(this::learnPatient));
    }

    private void learnPatient(Tombstone stone) {
        patientOf(stone)
                .filter(index -> !isKnown(stone, index))
                .ifPresent(index -> database.write(session -> alone(session, stone)
                        .chain(() -> learn(session, stone, index))
                        .chain(learnt -> learnt == 0
                                ? Uni.createFrom().voidItem()
                                : back(session, stone).chain(patient -> eraseAgain(session, stone, patient, index)))));
    }

    private boolean isKnown(Tombstone stone, byte[] index) {
        return database.read(session -> of(session.createNativeQuery(KNOWN_PATIENT, Object[].class), stone)
                        .setParameter("index", index)
                        .setParameter("at", stone.erasedAt())
                        .getSingleResult()
                        .map(row -> ((Number) row[0]).longValue()))
                > 0;
    }

    /** Behind what is being recorded of the account's patients at this moment. */
    private static Uni<Void> alone(Mutiny.Session session, Tombstone stone) {
        return of(session.createNativeQuery(ErasureSql.ACCOUNT_ALONE, Object[].class), stone)
                .getResultList()
                .replaceWithVoid();
    }

    private static Uni<Integer> learn(Mutiny.Session session, Tombstone stone, byte[] index) {
        return session.createNativeQuery(LEARN_PATIENT)
                .setParameter("partner", stone.partner().value())
                .setParameter("account", stone.account().value())
                .setParameter("index", index)
                .setParameter("at", stone.erasedAt())
                .setParameter("by", Tombstone.BY)
                .executeUpdate();
    }

    private static Mutiny.SelectionQuery<Object[]> of(Mutiny.SelectionQuery<Object[]> query, Tombstone stone) {
        return query.setParameter("partner", stone.partner().value())
                .setParameter("account", stone.account().value());
    }

    /** Whom the tombstone means, if something of him is there. */
    private Uni<Optional<String>> back(Mutiny.Session session, Tombstone stone) {
        return of(session.createNativeQuery(PATIENTS_OF_ACCOUNT, Object[].class), stone)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> (String) row[0])
                        .filter(patient -> isMeant(stone, patient))
                        .findFirst());
    }

    private boolean isMeant(Tombstone stone, String patient) {
        return keys.candidates(stone.partner(), stone.account(), patient).stream()
                .map(HexFormat.of()::formatHex)
                .anyMatch(candidate -> candidate.equals(stone.patient().orElse("")));
    }

    private Uni<Void> eraseAgain(Mutiny.Session session, Tombstone stone, Optional<String> patient, byte[] index) {
        if (patient.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UUID id = UUID.randomUUID();
        return session.createNativeQuery(ERASE_PATIENT)
                .setParameter("id", id)
                .setParameter("partner", stone.partner().value())
                .setParameter("account", stone.account().value())
                .setParameter("patient", vault.seal(patient.get(), SealedPatients.context(id.toString())))
                .setParameter("index", index)
                .setParameter("by", Tombstone.BY)
                .setParameter("at", stone.erasedAt())
                .executeUpdate()
                .replaceWithVoid();
    }

    private int eraseWhatCameBack() {
        int erased = 0;
        int page;
        do {
            page = (int) rows(BACK).stream()
                    .filter(row -> eraseAgain(row) == Removed.REMOVED)
                    .count();
            erased += page;
        } while (page > 0); // what is being moved just now has its turn at the next look
        return erased;
    }

    private Removed eraseAgain(Tuple row) {
        Burial burial = new Burial(at(row), by(row), Optional.empty(), index(row), true);
        Removed removed = database.write(
                session -> removal.eraseAgain(session, partner(row), account(row), row.get("id", UUID.class), burial));
        if (removed == Removed.REMOVED) {
            metrics.order(OrderState.ERASED);
        }
        return removed;
    }

    private Optional<Tombstone> read(ObjectAddress at) {
        try (InputStream bytes = store.get(at)) {
            return Optional.of(Tombstone.read(bytes.readNBytes(LARGEST)));
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.errorf("A tombstone can't be read, look at it store=%s key=%s", at.store(), at.key());
            return Optional.empty();
        }
    }

    private List<Tuple> rows(String sql) {
        return database.read(session -> session.createNativeQuery(sql, Tuple.class)
                .setParameter("most", AT_ONCE)
                .getResultList());
    }

    private static Optional<UUID> orderOf(ObjectAddress at) {
        try {
            return at.key().contains(ORDERS) ? Optional.of(UUID.fromString(lastPart(at.key()))) : Optional.empty();
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static String lastPart(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    private static Optional<byte[]> patientOf(Tombstone stone) {
        return stone.patient().map(HexFormat.of()::parseHex);
    }

    private static PartnerId partner(Tuple row) {
        return new PartnerId(row.get("partner_id", String.class));
    }

    private static AccountId account(Tuple row) {
        return new AccountId(row.get("account_id", String.class));
    }

    private static Optional<byte[]> index(Tuple row) {
        return Optional.ofNullable(row.get("patient_index", byte[].class));
    }

    private static Instant at(Tuple row) {
        return row.get("erased_at", OffsetDateTime.class).toInstant();
    }

    private static String by(Tuple row) {
        return row.get("erased_by", String.class);
    }
}
