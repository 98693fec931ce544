package dev.scanrelay.secret;

import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A column that holds sealed values. A feature makes a bean of each of its own, so that they are sealed anew after a rotation.
 *
 * @param table its table, which has a column {@code id} that identifies a row
 * @param column the column with the sealed values
 * @param context from a row's id, as text, to the context under which its value was sealed
 */
public record SealedColumn(String table, String column, Function<String, String> context) {

    private static final Pattern NAME = Pattern.compile("[a-z_]{1,40}");

    public SealedColumn {
        if (!NAME.matcher(table).matches() || !NAME.matcher(column).matches()) {
            throw new IllegalArgumentException("a plain lower-case name of a table or column");
        }
    }
}
