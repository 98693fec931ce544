package dev.scanrelay.erase;

import dev.scanrelay.database.Database;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Place;
import dev.scanrelay.transfer.StoreException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Removes the objects of orders of which nothing names them any more: those that were recorded, and all that is under the prefixes of their
 * attempts. One order belongs to one process at a time; what a process that died left over is another's after a while.
 */
@ApplicationScoped
class ObjectRemoval {

    private static final Logger LOG = Logger.getLogger(ObjectRemoval.class);
    private static final int AT_ONCE = 20;

    private static final String CLAIM = """
            update objects_to_remove b set due_at = clock_timestamp() + :lease * interval '1 millisecond'
              from (select order_id from objects_to_remove where due_at <= clock_timestamp()
                     order by due_at limit :most for update skip locked) due
             where b.order_id = due.order_id
            returning b.order_id, b.due_at""";

    private static final String OBJECTS = "select store, bucket, object_key from erased_object where order_id = :order";

    /** Those of before: what is fetched since, because a new scan brought the order back, is another's. */
    private static final String PREFIXES =
            "select store, bucket, prefix from attempt where order_id = :order and state = 'revoked'";

    /** Unless there is more to remove since it was claimed. */
    private static final String DONE = "delete from objects_to_remove where order_id = :order and due_at = :claimed";

    private final Database database;
    private final ObjectStore store;
    private final EraseSettings settings;
    private final EraseMetrics metrics;

    ObjectRemoval(Database database, ObjectStore store, EraseSettings settings, EraseMetrics metrics) {
        this.database = database;
        this.store = store;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** Looks after some; says whether there may be more. */
    boolean run() {
        List<Claim> claims = claim(settings.lease());
        claims.forEach(this::remove);
        return claims.size() == AT_ONCE;
    }

    private void remove(Claim claim) {
        UUID order = claim.order();
        try {
            List<Object[]> objects = rows(OBJECTS, order);
            objects.forEach(row -> store.delete(new ObjectAddress((String) row[0], (String) row[1], (String) row[2])));
            int left = rows(PREFIXES, order).stream()
                    .mapToInt(row -> store.removePrefix(new Place((String) row[0], (String) row[1]), (String) row[2]))
                    .sum();
            database.write(session -> session.createNativeQuery(DONE)
                    .setParameter("order", order)
                    .setParameter("claimed", claim.dueAt())
                    .executeUpdate());
            metrics.objects(objects.size() + left);
        } catch (StoreException outage) {
            LOG.warnf("Objects of an erased order wait orderId=%s problem=%s", order, outage.code());
        }
    }

    private record Claim(UUID order, OffsetDateTime dueAt) {}

    private List<Claim> claim(Duration lease) {
        return database.write(session -> session.createNativeQuery(CLAIM, Tuple.class)
                .setParameter("lease", lease.toMillis())
                .setParameter("most", AT_ONCE)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Claim(row.get(0, UUID.class), row.get(1, OffsetDateTime.class)))
                        .toList()));
    }

    private List<Object[]> rows(String sql, UUID order) {
        return database.read(session -> {
            Uni<List<Object[]>> found = session.createNativeQuery(sql, Object[].class)
                    .setParameter("order", order)
                    .getResultList();
            return found;
        });
    }
}
