package dev.scanrelay.push;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.secret.Vault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which deliveries are due, and whose turn it is to attempt them. */
@ApplicationScoped
class Deliveries {

    private static final int ENDPOINTS = 200;

    /** So much of an endpoint finds a hand even while others with much under way hold most. */
    private static final int LITTLE = 2;

    private final Database database;
    private final Vault vault;
    private final PushSettings settings;

    Deliveries(Database database, Vault vault, PushSettings settings) {
        this.database = database;
        this.vault = vault;
        this.settings = settings;
    }

    /**
     * Records what was delivered, and leases what is due: of each endpoint no more than it takes at once, and as many to go on with; of each
     * partner no more than its share. In one transaction, so that an endpoint with much to deliver is locked once for both.
     *
     * @param held what each partner has under way already
     */
    List<Due> recordAndClaim(List<Receipt> delivered, int most, Map<PartnerId, Integer> held) {
        Set<UUID> endpoints =
                delivered.stream().map(receipt -> receipt.due().endpoint()).collect(Collectors.toSet());
        return database.write(session -> (delivered.isEmpty()
                        ? Uni.createFrom().item(0)
                        : hold(session, endpoints)
                                .chain(() -> record(session, delivered))
                                .chain(() -> reschedule(session, endpoints)))
                .chain(() -> most == 0 ? Uni.createFrom().item(List.of()) : claim(session, most, held)));
    }

    private Uni<Integer> record(Mutiny.Session session, List<Receipt> delivered) {
        return session.createNativeQuery(PushSql.DELIVERED)
                .setParameter(
                        "receipts",
                        Rows.json(delivered.stream()
                                .map(receipt -> receipt.line(vault))
                                .toList()))
                .executeUpdate();
    }

    private Uni<List<Due>> claim(Mutiny.Session session, int most, Map<PartnerId, Integer> held) {
        return session.createNativeQuery(PushSql.READY, Object[].class)
                .setParameter("endpoints", ENDPOINTS)
                .setParameter("held", json(held))
                .setParameter("free", most)
                .setParameter("timesFree", Hands.TIMES_FREE)
                .getResultList()
                .map(rows -> rows.stream().map(row -> (UUID) row[0]).collect(Collectors.toSet()))
                .chain(ready -> ready.isEmpty() ? Uni.createFrom().item(List.of()) : claim(session, ready, most, held));
    }

    private static String json(Map<PartnerId, Integer> held) {
        return Rows.json(held.entrySet().stream()
                .map(one -> new Held(one.getKey().value(), one.getValue()))
                .toList());
    }

    private record Held(String partner, int count) {}

    private Uni<List<Due>> claim(Mutiny.Session session, Set<UUID> ready, int most, Map<PartnerId, Integer> held) {
        return session.createNativeQuery(PushSql.CLAIM, Object[].class)
                .setParameter("ids", Rows.joined(ready))
                .setParameter("most", most)
                .setParameter("held", json(held))
                .setParameter("timesFree", Hands.TIMES_FREE)
                .setParameter("little", LITTLE)
                .setParameter("timesFreeOfMuch", Hands.TIMES_FREE_OF_MUCH)
                .setParameter("lease", settings.lease().toMillis())
                .getResultList()
                .map(rows -> rows.stream().map(Deliveries::due).toList())
                .call(taken -> taken.isEmpty() ? Uni.createFrom().item(0) : countRate(session, taken))
                .call(() -> reschedule(session, ready));
    }

    private static Uni<Integer> countRate(Mutiny.Session session, List<Due> taken) {
        return session.createNativeQuery(PushSql.COUNT_RATE)
                .setParameter("taken", Rows.joined(taken.stream().map(Due::id).toList()))
                .executeUpdate();
    }

    /** Ends the leases of what was claimed and not begun. */
    void giveBack(List<Due> claimed) {
        if (!claimed.isEmpty()) {
            Set<UUID> endpoints = endpoints(claimed);
            database.write(session -> hold(session, endpoints).chain(() -> giveBack(session, claimed, endpoints)));
        }
    }

    /** The same, and nothing of their endpoints is attempted for so long. */
    void holdOff(List<Due> claimed, String reason, Duration time) {
        Set<UUID> endpoints = endpoints(claimed);
        database.write(session -> hold(session, endpoints)
                .chain(() -> holdOff(session, endpoints, reason, time))
                .chain(() -> giveBack(session, claimed, endpoints)));
    }

    static Uni<Integer> holdOff(Mutiny.Session session, Set<UUID> endpoints, String reason, Duration time) {
        return session.createNativeQuery(PushSql.HOLD_OFF)
                .setParameter("endpoints", Rows.joined(endpoints))
                .setParameter("reason", reason)
                .setParameter("wait", time.toMillis())
                .executeUpdate();
    }

    private static Set<UUID> endpoints(List<Due> claimed) {
        return claimed.stream().map(Due::endpoint).collect(Collectors.toSet());
    }

    static Uni<Integer> reschedule(Mutiny.Session session, Set<UUID> endpoints) {
        return session.createNativeQuery(PushSql.RESCHEDULE)
                .setParameter("ids", Rows.joined(endpoints))
                .executeUpdate();
    }

    private static Uni<List<Object[]>> hold(Mutiny.Session session, Set<UUID> endpoints) {
        return session.createNativeQuery(PushSql.HOLD_ALL, Object[].class)
                .setParameter("endpoints", Rows.joined(endpoints))
                .getResultList();
    }

    private static Uni<Integer> giveBack(Mutiny.Session session, List<Due> claimed, Set<UUID> endpoints) {
        return session.createNativeQuery(PushSql.GIVE_BACK)
                .setParameter(
                        "leases", Rows.json(claimed.stream().map(Lease::of).toList()))
                .executeUpdate()
                .chain(() -> reschedule(session, endpoints));
    }

    private record Lease(long id, long token) {

        static Lease of(Due due) {
            return new Lease(due.id(), due.token());
        }
    }

    /** Forgets what ended long ago. */
    boolean forget() {
        return database.write(session -> session.createNativeQuery(PushSql.FORGET)
                        .setParameter("keep", settings.keep().toMillis())
                        .executeUpdate())
                == 1000;
    }

    /** How many endpoints fail, how many can not be read, and for how long the delivery that waits longest has been due. */
    Survey survey() {
        Object[] row = database.read(session ->
                session.createNativeQuery(PushSql.SURVEY, Object[].class).getSingleResult());
        return new Survey(
                ((Number) row[0]).longValue(),
                ((Number) row[1]).longValue(),
                ((Number) row[2]).doubleValue(),
                ((Number) row[3]).longValue());
    }

    record Survey(long failing, long unreadable, double oldestSeconds, long due) {}

    private static Due due(Object[] row) {
        return new Due(
                ((Number) row[0]).longValue(),
                (UUID) row[1],
                new PartnerId((String) row[2]),
                ((Number) row[3]).longValue(),
                ((Number) row[4]).intValue(),
                Duration.ofMillis(((Number) row[5]).longValue()),
                ((Number) row[6]).longValue(),
                (Boolean) row[7]);
    }
}
