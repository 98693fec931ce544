package dev.scanrelay.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Statements with their values. */
final class Statements {

    private Statements() {}

    static PreparedStatement prepared(Connection database, String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = database.prepareStatement(sql);
        try {
            for (int number = 0; number < values.length; number++) {
                statement.setObject(number + 1, values[number]);
            }
            return statement;
        } catch (SQLException wrong) {
            statement.close();
            throw wrong;
        }
    }
}
