package dev.scanrelay.audit;

import dev.scanrelay.secret.Signatures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the chain for a {@link Walk}, a bounded number of rows at a time, over a connection that has begun a transaction. */
final class Verification {

    private static final int ROWS_AT_A_TIME = 500;
    private static final int HEAD_WIDTH = 4;
    private static final String CHAINED = "select " + ChainRow.COLUMNS + ", " + Head.COLUMNS
            + " from audit_record r left join audit_head h on h.number = r.number and h.kind = 'head'"
            + " where r.number is not null order by r.number";
    private static final String LEFT_OVER = "select " + Head.COLUMNS + " from audit_head h where h.kind = 'head'"
            + " and not exists (select 1 from audit_record r where r.number = h.number)"
            + " order by h.number desc limit 1";
    private static final String NOTED =
            "select c.number, c.hash, (select count(*) from audit_record where number is null) from audit_chain c";
    private static final String HEADS =
            "select " + Head.COLUMNS + " from audit_head h where h.kind = 'head' order by h.number";

    private final Connection database;

    Verification(Connection database) {
        this.database = database;
    }

    Verdict run(Signatures keys, Collection<Head> kept) throws SQLException {
        Walk walk = new Walk(keys, kept);
        Optional<Verdict> wrong = go(walk);
        if (wrong.isEmpty()) {
            wrong = walk.leftOver(leftOver());
        }
        return wrong.isPresent() ? wrong.get() : end(walk);
    }

    void heads(Consumer<Head> reader) throws SQLException {
        try (Statement select = select();
                ResultSet rows = select.executeQuery(HEADS)) {
            while (rows.next()) {
                reader.accept(Head.of(columns(rows, HEAD_WIDTH), 0));
            }
        }
    }

    private Optional<Verdict> go(Walk walk) throws SQLException {
        Optional<Verdict> wrong = Optional.empty();
        try (Statement select = select();
                ResultSet rows = select.executeQuery(CHAINED)) {
            while (wrong.isEmpty() && rows.next()) {
                wrong = step(walk, columns(rows, ChainRow.WIDTH + HEAD_WIDTH));
            }
        }
        return wrong;
    }

    private static Optional<Verdict> step(Walk walk, Object[] row) {
        ChainRow record = ChainRow.of(row);
        Optional<Head> signed =
                row[ChainRow.WIDTH] == null ? Optional.empty() : Optional.of(Head.of(row, ChainRow.WIDTH));
        return walk.step(record.chained().orElseThrow(), record, signed);
    }

    private Optional<Head> leftOver() throws SQLException {
        try (Statement select = select();
                ResultSet rows = select.executeQuery(LEFT_OVER)) {
            return rows.next() ? Optional.of(Head.of(columns(rows, HEAD_WIDTH), 0)) : Optional.empty();
        }
    }

    private Verdict end(Walk walk) throws SQLException {
        try (Statement select = select();
                ResultSet rows = select.executeQuery(NOTED)) {
            if (!rows.next()) {
                return Verdict.broken("The row that notes where the chain ends is missing.");
            }
            Tip noted = new Tip(rows.getLong(1), rows.getBytes(2));
            return walk.end(noted).orElse(walk.intact(rows.getLong(3)));
        }
    }

    private Statement select() throws SQLException {
        Statement select = database.createStatement();
        select.setFetchSize(ROWS_AT_A_TIME);
        return select;
    }

    private static Object[] columns(ResultSet rows, int width) throws SQLException {
        Object[] columns = new Object[width];
        for (int place = 0; place < width; place++) {
            columns[place] = rows.getObject(place + 1);
        }
        return columns;
    }
}
