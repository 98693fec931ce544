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
    private int window = WINDOW; // halved by a failure, and grown again little by little

    Handout(Database database) {
        this.database = database;
    }

    /** Hands out the next events; whether there may be more. */
    boolean run() {
        int most = window;
        try {
            boolean more = handOut(most);
            window = Math.min(WINDOW, most + most / 4 + 1);
            return more;
        } catch (RuntimeException outage) { // so many endpoints may want them that the database ends the statement
            window = Math.max(1, most / 2);
            throw outage;
        }
    }

    private boolean handOut(int most) {
        return database.write(session -> session.createNativeQuery(PushSql.CURSOR, Object[].class)
                .setParameter("window", most)
                .getSingleResultOrNull()
                .chain(cursor -> cursor == null
                        ? Uni.createFrom().item(false)
                        : handOut(session, number(cursor[0]), number(cursor[1]), most)));
    }

    private static Uni<Boolean> handOut(Mutiny.Session session, long after, long upTo, int most) {
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
                .replaceWith(upTo - after == most);
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
