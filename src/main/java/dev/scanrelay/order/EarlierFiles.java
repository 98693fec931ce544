package dev.scanrelay.order;

import dev.scanrelay.content.Sha256;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.Place;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The files of an order's latest revision, by their digests, as far as they are where new ones go. */
@ApplicationScoped
class EarlierFiles {

    private static final String FILES = """
            select a.sha256, a.object_key from artifact a
              join scan_order o on o.id = a.order_id and o.latest_revision = a.revision
             where a.order_id = :order and a.store = :store and a.bucket = :bucket""";

    Uni<Map<Sha256, ObjectAddress>> of(Mutiny.Session session, UUID order, Place place) {
        return session.createNativeQuery(FILES, Tuple.class)
                .setParameter("order", order)
                .setParameter("store", place.store())
                .setParameter("bucket", place.bucket())
                .getResultList()
                .map(rows -> {
                    Map<Sha256, ObjectAddress> files = new HashMap<>();
                    rows.stream()
                            .map(Row::new)
                            .forEach(row -> files.putIfAbsent(
                                    Sha256.of(row.bytes("sha256")), place.at(row.text("object_key"))));
                    return files;
                });
    }
}
