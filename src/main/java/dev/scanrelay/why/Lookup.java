package dev.scanrelay.why;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The questions of {@link FactsSql} by plain JDBC, of all accounts of a partner. */
final class Lookup {

    private static final Pattern PARAMETER = Pattern.compile(":([a-z]+)");

    private final Connection database;
    private final PartnerId partner;

    Lookup(Connection database, PartnerId partner) {
        this.database = database;
        this.partner = partner;
    }

    /** By RxID, or else by our id. */
    List<Facts> orders(RxId wanted) throws SQLException {
        List<Facts> byRx = ask(FactsSql.BY_RX, wanted.value(), Facts.class);
        return byRx.isEmpty() ? ask(FactsSql.BY_ID, wanted.value(), Facts.class) : byRx;
    }

    Reach reach() throws SQLException {
        return ask(FactsSql.REACH, "", Reach.class).getFirst();
    }

    private <T> List<T> ask(String sql, String wanted, Class<T> type) throws SQLException {
        Map<String, String> values = Map.of("partner", partner.value(), "accounts", "", "wanted", wanted);
        try (PreparedStatement statement =
                database.prepareStatement(PARAMETER.matcher(sql).replaceAll("?"))) {
            Matcher parameters = PARAMETER.matcher(sql);
            for (int at = 1; parameters.find(); at++) {
                statement.setString(at, values.get(parameters.group(1)));
            }
            return rows(statement, type);
        }
    }

    private static <T> List<T> rows(PreparedStatement statement, Class<T> type) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(Rows.read(rows.getString(1), type));
            }
        }
        return found;
    }
}
