package dev.scanrelay.storage;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.manifest.Manifests;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Removes objects that were left behind long enough ago, once what replaces them was read to its end and is right. */
final class Removal {

    private static final int AT_ONCE = 200;

    private static final String LEFT = """
            select order_id, store, bucket, object_key from stray_object
             where left_at <= now() - ? * interval '1 second'
               and (order_id, store, bucket, object_key) > (?, ?, ?, ?)
               and (? = '' or order_id in (select id from scan_order where account_id = ?))
             order by order_id, store, bucket, object_key limit ?""";

    private static final String NAMED = """
            select exists (select 1 from artifact where order_id = ? and store = ? and bucket = ? and object_key = ?)
                or exists (select 1 from revision where order_id = ? and manifest_store = ? and manifest_bucket = ?
                                                    and manifest_key = ?)""";

    private static final String FORGET =
            "delete from stray_object where order_id = ? and store = ? and bucket = ? and object_key = ?";

    private final Connection database;
    private final Tables tables;
    private final OrderLocks locks;
    private final ObjectStore store;
    private final PrintStream out;
    private final String account;
    private long removed;
    private long kept;

    Removal(Connection database, Optional<AccountId> account, OrderLocks locks, ObjectStore store, PrintStream out) {
        this.database = database;
        this.tables = new Tables(database, account);
        this.account = account.map(AccountId::value).orElse("");
        this.locks = locks;
        this.store = store;
        this.out = out;
    }

    /** Whether nothing had to be kept. */
    boolean run(Duration leftFor) throws SQLException {
        Left last = new Left(Tables.FIRST, new ObjectAddress("", "", ""));
        List<Left> page = page(leftFor, last);
        while (!page.isEmpty()) {
            for (Left left : page) {
                locks.with(left.order, () -> remove(left));
            }
            page = page(leftFor, page.getLast());
        }
        out.println("Removed " + removed + " objects that were left"
                + (kept == 0 ? "." : ", kept " + kept + " as what replaces them is not right."));
        return kept == 0;
    }

    private void remove(Left left) throws SQLException {
        if (isNamed(left)) {
            forget(left); // it was moved back
            return;
        }
        Optional<Problem> wrong = wrong(left);
        if (wrong.isPresent()) {
            kept++;
            out.println(wrong.get().line());
            return;
        }
        store.delete(left.at);
        forget(left);
        removed++;
    }

    /** Whatever the catalogue has under the same key has to be whole; nothing, where the order was erased. */
    private Optional<Problem> wrong(Left left) throws SQLException {
        List<KeptFile> files = tables.files(left.order);
        Inspection inspection = new Inspection(store, true);
        Optional<KeptFile> file = files.stream()
                .filter(one -> one.at().key().equals(left.at.key()))
                .findFirst();
        if (file.isPresent()) {
            return inspection
                    .of(file.get())
                    .map(what -> new Problem(
                            left.order, file.get().revision(), what, file.get().at()));
        }
        for (KeptRevision revision : tables.revisions(left.order)) {
            Optional<ObjectAddress> at =
                    revision.manifest().filter(one -> one.key().equals(left.at.key()));
            if (at.isPresent() && new Manifests(store).read(at.get()).isEmpty()) {
                return Optional.of(new Problem(left.order, revision.number(), "manifest-missing", at.get()));
            }
        }
        return Optional.empty();
    }

    private boolean isNamed(Left left) throws SQLException {
        ObjectAddress at = left.at;
        try (PreparedStatement query = Statements.prepared(
                        database,
                        NAMED,
                        left.order,
                        at.store(),
                        at.bucket(),
                        at.key(),
                        left.order,
                        at.store(),
                        at.bucket(),
                        at.key());
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void forget(Left left) throws SQLException {
        try (PreparedStatement statement =
                Statements.prepared(database, FORGET, left.order, left.at.store(), left.at.bucket(), left.at.key())) {
            statement.executeUpdate();
        }
    }

    private List<Left> page(Duration leftFor, Left after) throws SQLException {
        List<Left> page = new ArrayList<>();
        ObjectAddress at = after.at;
        try (PreparedStatement query = Statements.prepared(
                        database,
                        LEFT,
                        leftFor.toSeconds(),
                        after.order,
                        at.store(),
                        at.bucket(),
                        at.key(),
                        account,
                        account,
                        AT_ONCE);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                page.add(new Left(
                        row.getObject(1, UUID.class),
                        new ObjectAddress(row.getString(2), row.getString(3), row.getString(4))));
            }
        }
        return page;
    }

    private record Left(UUID order, ObjectAddress at) {}
}
