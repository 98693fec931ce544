package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/** Counts who brought the revisions of a time. */
@ApplicationScoped
class FoundBy {

    private static final String COUNT = """
            select coalesce(r.found_by, 'notification') as origin, count(*) as revisions
              from revision r join scan_order o on o.id = r.order_id
             where o.partner_id = :partner and o.account_id = :account and r.stored_at >= :from and r.stored_at < :to
             group by 1""";

    Uni<Map<Origin, Long>> of(Mutiny.Session session, PartnerId partner, AccountId account, Instant from, Instant to) {
        return session.createNativeQuery(COUNT, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList()
                .map(FoundBy::counts);
    }

    private static Map<Origin, Long> counts(List<Tuple> rows) {
        Map<Origin, Long> counts = new EnumMap<>(Origin.class);
        Arrays.stream(Origin.values()).forEach(origin -> counts.put(origin, 0L));
        rows.stream().map(Row::new).forEach(row -> counts.put(Origin.of(row.text("origin")), row.number("revisions")));
        return counts;
    }
}
