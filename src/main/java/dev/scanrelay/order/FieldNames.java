package dev.scanrelay.order;

import java.util.List;

/** Names of fields as one column keeps them; none is an empty text. */
final class FieldNames {

    private FieldNames() {}

    static String join(List<String> names) {
        return String.join(",", names);
    }

    static List<String> split(String kept) {
        return kept.isEmpty() ? List.of() : List.of(kept.split(","));
    }
}
