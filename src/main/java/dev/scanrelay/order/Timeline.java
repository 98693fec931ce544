package dev.scanrelay.order;

import dev.scanrelay.database.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

    private static final String LATEST = """
            select * from (
                select id, at, what, cause, revision from timeline where order_id = :order order by id desc limit 200) latest
             order by id""";

    Uni<Void> add(Mutiny.Session session, UUID order, Moment... moments) {
        return session.createNativeQuery(ADD)
                .setParameter("order", order)
                .setParameter(
                        "moments",
                        Rows.json(Arrays.stream(moments).map(Line::of).toList()))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The last ones, oldest first. */
    Uni<List<Moment>> latest(Mutiny.Session session, UUID order) {
        return session.createNativeQuery(LATEST, Tuple.class)
                .setParameter("order", order)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Row::new)
                        .map(Timeline::moment)
                        .sorted(Comparator.comparing(Moment::at))
                        .toList());
    }

    private static Moment moment(Row row) {
        return new Moment(row.instant("at"), row.text("what"), row.maybeText("cause"), row.maybeInteger("revision"));
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
