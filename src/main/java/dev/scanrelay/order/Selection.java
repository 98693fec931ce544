package dev.scanrelay.order;

import io.smallrye.mutiny.Uni;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which orders, in which order, and how many at most. There is an index for every combination of filters to start from. */
record Selection(Where where, String order, int limit) {

    /** One more than asked for tells whether there is more. */
    static Selection newest(Reader reader, OrderQuery query, PatientSeal seal) {
        Where where = OrderFilter.of(reader, query, seal);
        query.cursor()
                .ifPresent(
                        behind -> where.and("(o.dated_at, o.id) < (cast(:at as timestamptz), :id)", "at", behind.at())
                                .value("id", behind.id()));
        return new Selection(where, "o.dated_at desc, o.id desc", query.limit() + 1);
    }

    /** What changed behind the cursor and before the horizon. */
    static Selection changes(Reader reader, OrderQuery query, PatientSeal seal, Cursor behind, Instant horizon) {
        Where where = OrderFilter.of(reader, query, seal)
                .and("(o.changed_at, o.id) > (cast(:at as timestamptz), :id)", "at", behind.at())
                .value("id", behind.id())
                .and("o.changed_at < cast(:horizon as timestamptz)", "horizon", horizon);
        return new Selection(where, "o.changed_at, o.id", query.limit() + 1);
    }

    String sql() {
        String found = "scan_order o where " + where.sql() + ordered();
        return "select " + OrderView.COLUMNS + " from "
                + where.each()
                        .map(source -> source + " cross join lateral (select o.* from " + found + ") o" + ordered())
                        .orElse(found);
    }

    private String ordered() {
        return " order by " + order + " limit " + limit;
    }

    Uni<List<Row>> rows(Mutiny.Session session) {
        return where.bind(session.createNativeQuery(sql(), Tuple.class))
                .getResultList()
                .map(found -> found.stream().map(Row::new).toList());
    }
}
