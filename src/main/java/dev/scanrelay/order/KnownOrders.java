package dev.scanrelay.order;

import static java.util.stream.Collectors.toMap;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which RXs of an account have an order here: one query, however many are asked for. */
@ApplicationScoped
class KnownOrders {

    private static final String KNOWN = """
            select rx_id, id, state, latest_revision from scan_order
             where partner_id = :partner and account_id = :account and rx_id = any(cast(:rxIds as text[]))""";

    private static final String BY_VENDOR_ID = """
            select id, patient_id from scan_order
             where partner_id = :partner and account_id = :account and vendor_order_id = :vendorOrderId limit 1""";

    Uni<Map<RxId, KnownOrder>> of(
            Mutiny.Session session, PartnerId partner, AccountId account, Collection<RxId> rxIds) {
        if (rxIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(KNOWN, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("rxIds", rxIds.stream().map(RxId::value).toArray(String[]::new))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Row::new)
                        .collect(toMap(row -> new RxId(row.text("rx_id")), KnownOrders::known)));
    }

    Uni<Optional<VendorsOrder>> byVendorId(
            Mutiny.Session session, PartnerId partner, AccountId account, String vendorOrderId) {
        return session.createNativeQuery(BY_VENDOR_ID, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("vendorOrderId", vendorOrderId)
                .getResultList()
                .map(found -> found.stream()
                        .findFirst()
                        .map(Row::new)
                        .map(row -> new VendorsOrder(row.id("id"), row.maybeText("patient_id"))));
    }

    private static KnownOrder known(Row row) {
        return new KnownOrder(
                row.id("id"), OrderState.of(row.text("state")).orElseThrow(), row.integer("latest_revision"));
    }
}
