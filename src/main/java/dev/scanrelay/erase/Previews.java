package dev.scanrelay.erase;

import dev.scanrelay.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Counts what an erasure would remove. */
@ApplicationScoped
class Previews {

    private static final String OF_PATIENT = """
            select id from scan_order
             where partner_id = :partner and account_id = :account and lower(patient_id) = lower(:patient)
             union
            select r.order_id from scan_request r join scan_order o on o.id = r.order_id
             where r.partner_id = :partner and r.account_id = :account and lower(r.patient_id) = lower(:patient)
               and o.state <> 'erased' and o.patient_id is null""";

    private static final String OF_ORDER = """
            select id from scan_order
             where partner_id = :partner and account_id = :account and id = :order and state <> 'erased'""";

    private static final String REQUESTS_OF_PATIENT =
            " or (r.partner_id = :partner and r.account_id = :account and lower(r.patient_id) = lower(:patient))";

    private static final String UNIDENTIFIED =
            "(select count(*) from scan_order o where o.partner_id = :partner and o.account_id = :account and "
                    + ErasureSql.UNIDENTIFIED + ")";

    private final Database database;

    Previews(Database database) {
        this.database = database;
    }

    ErasurePreview of(Target target) {
        String meant = target instanceof Target.OfPatient ? OF_PATIENT : OF_ORDER;
        String further = target instanceof Target.OfPatient ? REQUESTS_OF_PATIENT : "";
        String unidentified = target instanceof Target.OfPatient ? UNIDENTIFIED : "0";
        String count = count(meant, further, unidentified);
        return database.read(session -> bound(session.createNativeQuery(count, Tuple.class), target)
                .getSingleResult()
                .chain(counts -> bound(session.createNativeQuery(ids(meant), Tuple.class), target)
                        .getResultList()
                        .chain(ids -> Erasures.holds(session, target)
                                .map(holds -> preview(
                                        counts,
                                        ids.stream()
                                                .map(row -> row.get(0, UUID.class))
                                                .toList(),
                                        holds)))));
    }

    private static Mutiny.SelectionQuery<Tuple> bound(Mutiny.SelectionQuery<Tuple> query, Target target) {
        query.setParameter("partner", target.partner().value())
                .setParameter("account", target.account().value());
        return switch (target) {
            case Target.OfPatient patient -> query.setParameter("patient", patient.patientId());
            case Target.OfOrder order -> query.setParameter("order", order.order());
        };
    }

    private static ErasurePreview preview(Tuple counts, List<UUID> orders, List<UUID> holds) {
        return new ErasurePreview(
                number(counts, "orders"),
                orders,
                number(counts, "revisions"),
                number(counts, "artifacts"),
                number(counts, "bytes"),
                number(counts, "requests"),
                number(counts, "acknowledgements"),
                number(counts, "events"),
                number(counts, "unidentified"),
                holds);
    }

    private static long number(Tuple row, String column) {
        return row.get(column, Number.class).longValue();
    }

    private static String count(String meant, String further, String unidentified) {
        return """
            with meant as materialized (%s)
            select (select count(*) from meant) as orders,
                   (select count(*) from revision r where r.order_id in (select id from meant)) as revisions,
                   (select count(*) from artifact a where a.order_id in (select id from meant)) as artifacts,
                   (select cast(coalesce(sum(a.size_bytes), 0) as bigint) from artifact a where a.order_id in (select id from meant)) as bytes,
                   (select count(*) from scan_request r
                     where r.id in (select scan_request_id from scan_order where id in (select id from meant))%s) as requests,
                   (select count(*) from acknowledgement a where a.order_id in (select id from meant)) as acknowledgements,
                   (select count(*) from announced_event e where e.order_id in (select id from meant))
                     + (select count(*) from outbox e join scan_order o
                            on e.ordering_key = o.partner_id || '/' || o.account_id || '/' || o.rx_id
                         where o.id in (select id from meant)) as events,
                   %s as unidentified""".formatted(meant, further, unidentified);
    }

    private static String ids(String meant) {
        return "select id, 1 from (" + meant + ") meant order by id limit " + Erasures.LISTED;
    }
}
