package dev.scanrelay.storage;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the catalogue says is stored, and its changes when something moves. */
final class Tables {

    static final UUID FIRST = new UUID(0, 0);

    private static final String ORDERS = """
            select o.id from scan_order o
             where o.id > ? and ? in ('', o.account_id) and exists (select 1 from revision r where r.order_id = o.id)
             order by o.id limit ?""";

    private static final String ELSEWHERE = """
            select o.id from scan_order o
             where o.id > ? and ? in ('', o.account_id)
               and (exists (select 1 from artifact a where a.order_id = o.id and (a.store, a.bucket) <> (?, ?))
                    or exists (select 1 from revision r
                                where r.order_id = o.id and r.manifest_key is not null
                                  and (r.manifest_store, r.manifest_bucket) <> (?, ?)))
             order by o.id limit ?""";

    private static final String FILES = """
            select id, revision, media_type, size_bytes, encode(sha256, 'hex'), store, bucket, object_key
              from artifact where order_id = ? order by revision, position""";

    private static final String REVISIONS = """
            select number, fingerprint, manifest_store, manifest_bucket, manifest_key
              from revision where order_id = ? order by number""";

    private static final String LOCK = "select 1 from scan_order where id = ? for update";

    private static final String COPYING = """
            insert into stray_object (order_id, store, bucket, object_key) values (?, ?, ?, ?)
            on conflict (order_id, store, bucket, object_key) do update set left_at = null""";

    private static final String SWITCH = """
            update artifact set store = ?, bucket = ?
             where order_id = ? and store = ? and bucket = ? and object_key = ?""";

    private static final String SWITCH_MANIFEST = """
            update revision set manifest_store = ?, manifest_bucket = ?
             where order_id = ? and manifest_store = ? and manifest_bucket = ? and manifest_key = ?""";

    private static final String NAMED = """
            delete from stray_object where order_id = ? and store = ? and bucket = ? and object_key = ?""";

    private static final String LEFT = """
            insert into stray_object (order_id, store, bucket, object_key, left_at) values (?, ?, ?, ?, now())
            on conflict (order_id, store, bucket, object_key) do update set left_at = now()""";

    private final Connection database;
    private final String account;

    /** @param account whose orders are looked at; none: all */
    Tables(Connection database, Optional<AccountId> account) {
        this.database = database;
        this.account = account.map(AccountId::value).orElse("");
    }

    /** Orders that have revisions, some at a time. */
    List<UUID> orders(UUID after, int most) throws SQLException {
        return ids(ORDERS, after, account, most);
    }

    /** Orders of which something is not in this place. */
    List<UUID> ordersElsewhere(Place place, UUID after, int most) throws SQLException {
        return ids(ELSEWHERE, after, account, place.store(), place.bucket(), place.store(), place.bucket(), most);
    }

    List<KeptFile> files(UUID order) throws SQLException {
        List<KeptFile> files = new ArrayList<>();
        try (PreparedStatement query = prepared(FILES, order);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                files.add(new KeptFile(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getString(5),
                        address(row, 6)));
            }
        }
        return files;
    }

    List<KeptRevision> revisions(UUID order) throws SQLException {
        List<KeptRevision> revisions = new ArrayList<>();
        try (PreparedStatement query = prepared(REVISIONS, order);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Optional<ObjectAddress> manifest =
                        row.getString(5) == null ? Optional.empty() : Optional.of(address(row, 3));
                revisions.add(new KeptRevision(row.getInt(1), row.getString(2), manifest));
            }
        }
        return revisions;
    }

    /** A copy is going to be there, which the catalogue does not name yet. */
    void copying(UUID order, ObjectAddress copy) throws SQLException {
        execute(COPYING, order, copy.store(), copy.bucket(), copy.key());
    }

    /** The catalogue names the copy from now on; the other object is left. False: nothing named it any more, and the copy is left. */
    boolean moved(UUID order, ObjectAddress from, Place to) throws SQLException {
        return switched(SWITCH, order, from, to);
    }

    boolean manifestMoved(UUID order, ObjectAddress from, Place to) throws SQLException {
        return switched(SWITCH_MANIFEST, order, from, to);
    }

    private boolean switched(String sql, UUID order, ObjectAddress from, Place to) throws SQLException {
        database.setAutoCommit(false);
        try {
            execute(LOCK, order);
            boolean named = execute(sql, to.store(), to.bucket(), order, from.store(), from.bucket(), from.key()) > 0;
            ObjectAddress copy = to.at(from.key());
            if (named) {
                execute(NAMED, order, copy.store(), copy.bucket(), copy.key());
            }
            ObjectAddress unnamed = named ? from : copy;
            execute(LEFT, order, unnamed.store(), unnamed.bucket(), unnamed.key());
            database.commit();
            return named;
        } finally {
            database.rollback();
            database.setAutoCommit(true);
        }
    }

    private List<UUID> ids(String sql, Object... values) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement query = prepared(sql, values);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    private int execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        return Statements.prepared(database, sql, values);
    }

    private static ObjectAddress address(ResultSet row, int column) throws SQLException {
        return new ObjectAddress(row.getString(column), row.getString(column + 1), row.getString(column + 2));
    }
}
