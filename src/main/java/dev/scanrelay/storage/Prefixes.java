package dev.scanrelay.storage;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The prefixes of attempts, which an erasure empties: once none of its objects is in the old place, an attempt's prefix is looked for in the
 * new one, and what nothing names there is removed. From then on nobody needs the old place.
 */
final class Prefixes {

    private static final int AT_ONCE = 200;

    private static final String ELSEWHERE = """
            select id, order_id from attempt
             where id > ? and state = 'committed' and (store, bucket) <> (?, ?)
               and (? = '' or order_id in (select id from scan_order where account_id = ?))
             order by id limit ?""";

    private static final String UNNAMED = """
            select a.store, a.bucket, a.prefix from attempt a
             where a.id = ? and a.state = 'committed'
               and not exists (select 1 from order_object o
                                where o.order_id = a.order_id and o.store = a.store and o.bucket = a.bucket
                                  and starts_with(o.object_key, a.prefix))""";

    private static final String FOLLOW =
            "update attempt set store = ?, bucket = ? where id = ? and state = 'committed'";

    private final Connection database;
    private final String account;
    private final OrderLocks locks;
    private final ObjectStore store;
    private final Place to;

    Prefixes(Connection database, Optional<AccountId> account, OrderLocks locks, ObjectStore store) {
        this.database = database;
        this.account = account.map(AccountId::value).orElse("");
        this.locks = locks;
        this.store = store;
        this.to = store.place();
    }

    void follow() throws SQLException {
        List<Attempt> page = page(Tables.FIRST);
        while (!page.isEmpty()) {
            for (Attempt attempt : page) {
                locks.with(attempt.order, () -> follow(attempt.id));
            }
            page = page(page.getLast().id);
        }
    }

    private void follow(UUID attempt) throws SQLException {
        try (PreparedStatement query = Statements.prepared(database, UNNAMED, attempt);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return;
            }
            store.removePrefix(new Place(row.getString(1), row.getString(2)), row.getString(3));
        }
        try (PreparedStatement update = Statements.prepared(database, FOLLOW, to.store(), to.bucket(), attempt)) {
            update.executeUpdate();
        }
    }

    private List<Attempt> page(UUID after) throws SQLException {
        List<Attempt> page = new ArrayList<>();
        try (PreparedStatement query = Statements.prepared(
                        database, ELSEWHERE, after, to.store(), to.bucket(), account, account, AT_ONCE);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                page.add(new Attempt(row.getObject(1, UUID.class), row.getObject(2, UUID.class)));
            }
        }
        return page;
    }

    private record Attempt(UUID id, UUID order) {}
}
