package dev.scanrelay.push;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes a delivery of each announced event for each endpoint that wants it: once, however many processes there are. */
@ApplicationScoped
class Handout {

    private static final int WINDOW = 500;

    private final Database database;

    Handout(Database database) {
        this.database = database;
    }

    /** Hands out the next events; whether there may be more. */
    boolean run() {
        return database.write(session -> session.createNativeQuery(PushSql.CURSOR, Object[].class)
                .setParameter("window", WINDOW)
                .getSingleResultOrNull()
                .chain(cursor -> cursor == null
                        ? Uni.createFrom().item(false)
                        : handOut(session, number(cursor[0]), number(cursor[1]))));
    }

    private static Uni<Boolean> handOut(Mutiny.Session session, long after, long upTo) {
        if (upTo <= after) {
            return Uni.createFrom().item(false);
        }
        return session.createNativeQuery(PushSql.LOCK, Object[].class)
                .setParameter("after", after)
                .setParameter("upTo", upTo)
                .getResultList()
                .chain(wanting -> wanting.isEmpty()
                        ? Uni.createFrom().item(0)
                        : session.createNativeQuery(PushSql.HAND_OUT)
                                .setParameter(
                                        "ids",
                                        Rows.joined(wanting.stream()
                                                .map(row -> row[0])
                                                .toList()))
                                .setParameter("after", after)
                                .setParameter("upTo", upTo)
                                .executeUpdate())
                .chain(() -> session.createNativeQuery(PushSql.ADVANCE)
                        .setParameter("upTo", upTo)
                        .executeUpdate())
                .replaceWith(upTo - after == WINDOW);
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
