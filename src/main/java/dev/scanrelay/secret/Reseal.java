package dev.scanrelay.secret;

import dev.scanrelay.database.Database;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Seals anew what was sealed with an old key, a bounded batch per transaction, until all is under the primary. Then the canaries of
 * the old keys go, and a keyset without those keys starts.
 */
@Singleton
final class Reseal {

    private static final Logger LOG = Logger.getLogger(Reseal.class);
    private static final int BATCH = 100;

    private final Database database;
    private final Vault vault;
    private final Keyring keys;
    private final List<SealedColumn> columns;

    Reseal(Database database, Vault vault, Keyring keys, @All List<SealedColumn> columns) {
        this.database = database;
        this.vault = vault;
        this.keys = keys;
        this.columns = columns;
    }

    void run() {
        int changed = columns.stream().mapToInt(this::all).sum();
        if (forgetOldCanaries() > 0) {
            LOG.infof(
                    "Everything is sealed with the primary key; older sealing keys may be retired resealed=%d",
                    changed);
        }
    }

    private int all(SealedColumn column) {
        int changed = 0;
        int batch;
        do {
            batch = database.write(session -> batch(session, column));
            changed += batch;
        } while (batch == BATCH);
        return changed;
    }

    private Uni<Integer> batch(Mutiny.Session session, SealedColumn column) {
        return session.createNativeQuery(
                        "select cast(id as text) as id, %2$s as sealed from %1$s where %3$s limit %4$d for update skip locked"
                                .formatted(column.table(), column.column(), sealedWithAnOldKey(column), BATCH),
                        Tuple.class)
                .setParameter("prefix", vault.primaryPrefix())
                .getResultList()
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> again(session, column, row))
                        .collect()
                        .asList()
                        .map(List::size));
    }

    private Uni<Integer> again(Mutiny.Session session, SealedColumn column, Tuple row) {
        String id = row.get("id", String.class);
        String context = column.context().apply(id);
        byte[] sealed = vault.seal(vault.open(row.get("sealed", byte[].class), context), context);
        return session.createNativeQuery("update %1$s set %2$s = :sealed where cast(id as text) = :id"
                        .formatted(column.table(), column.column()))
                .setParameter("sealed", sealed)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** In one transaction with a last look, so that no row of another replica's old keyset slips in between. */
    private int forgetOldCanaries() {
        return database.write(session -> Multi.createFrom()
                .iterable(columns)
                .onItem()
                .transformToUniAndConcatenate(column -> left(session, column))
                .collect()
                .asList()
                .chain(left -> left.stream().mapToLong(Long::longValue).sum() > 0
                        ? Uni.createFrom().item(0)
                        : session.createNativeQuery(
                                        "delete from keyset_canary where purpose = :purpose and key_id <> :primary")
                                .setParameter("purpose", Purpose.SEALING.label())
                                .setParameter("primary", keys.now().primaryId(Purpose.SEALING))
                                .executeUpdate()));
    }

    private Uni<Long> left(Mutiny.Session session, SealedColumn column) {
        return session.createNativeQuery(
                        "select count(*) from %s where %s".formatted(column.table(), sealedWithAnOldKey(column)),
                        Tuple.class)
                .setParameter("prefix", vault.primaryPrefix())
                .getSingleResult()
                .map(row -> row.get(0, Long.class));
    }

    private static String sealedWithAnOldKey(SealedColumn column) {
        return "%1$s is not null and substring(%1$s from 1 for 5) <> :prefix".formatted(column.column());
    }
}
