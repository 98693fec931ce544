package dev.scanrelay.order;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What happened to an order, in its order. */
@ApplicationScoped
class Timeline {

    private static final String ADD = """
            insert into timeline (order_id, at, what, cause, revision)
            select :order, at, what, cause, revision
              from json_to_recordset(cast(cast(:moments as text) as json)) as m (at timestamptz, what text, cause text, revision int)""";

    Uni<Void> add(Mutiny.Session session, UUID order, Moment... moments) {
        return session.createNativeQuery(ADD)
                .setParameter("order", order)
                .setParameter(
                        "moments",
                        Json.write(Arrays.stream(moments).map(Line::of).toList()))
                .executeUpdate()
                .replaceWithVoid();
    }

    private record Line(
            String at,
            String what,
            @Nullable String cause,
            @Nullable Integer revision) {

        static Line of(Moment moment) {
            return new Line(
                    moment.at().toString(),
                    moment.what(),
                    moment.cause().orElse(null),
                    moment.revision().orElse(null));
        }
    }
}
