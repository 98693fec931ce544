package dev.scanrelay.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Conditions of a query, constant texts, with what their parameters stand for. */
final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private Optional<String> each = Optional.empty();

    /** @param condition names the parameter as {@code :name} */
    Where and(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
        return this;
    }

    Where and(String condition, String name, Optional<?> value) {
        value.ifPresent(given -> and(condition, name, given));
        return this;
    }

    /**
     * The conditions hold for each of several in turn, so that each is answered from an index.
     *
     * @param source what makes the rows that the condition compares with, as in {@code from}
     */
    Where each(String source, String condition, String name, Object value) {
        each = Optional.of(source);
        return and(condition, name, value);
    }

    Optional<String> each() {
        return each;
    }

    /** A further parameter of the last condition. */
    Where value(String name, Object value) {
        values.put(name, value);
        return this;
    }

    String sql() {
        return String.join(" and ", conditions);
    }

    <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> query) {
        values.forEach(query::setParameter);
        return query;
    }
}
