package dev.scanrelay.acknowledge;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which revisions should be acknowledged: those announced of accounts that have acknowledged before. */
@ApplicationScoped
class Expectations {

    private static final int WINDOW = 500;

    private final Database database;

    Expectations(Database database) {
        this.database = database;
    }

    /** Looks at the next announced events; whether there may be more. */
    boolean look() {
        return database.write(session -> session.createNativeQuery(AcknowledgementSql.CURSOR, Object[].class)
                .setParameter("window", WINDOW)
                .getSingleResultOrNull()
                .chain(cursor -> cursor == null
                        ? Uni.createFrom().item(false)
                        : look(session, number(cursor[0]), number(cursor[1]))));
    }

    private static Uni<Boolean> look(Mutiny.Session session, long after, long upTo) {
        if (upTo <= after) {
            return Uni.createFrom().item(false);
        }
        return over(session, AcknowledgementSql.EXPECT, after, upTo)
                .chain(() -> over(session, AcknowledgementSql.SUPERSEDE, after, upTo))
                .chain(() -> over(session, AcknowledgementSql.WITHDRAW, after, upTo))
                .chain(() -> session.createNativeQuery(AcknowledgementSql.ADVANCE)
                        .setParameter("upTo", upTo)
                        .executeUpdate())
                .replaceWith(upTo - after == WINDOW);
    }

    private static Uni<Integer> over(Mutiny.Session session, String statement, long after, long upTo) {
        return session.createNativeQuery(statement)
                .setParameter("after", after)
                .setParameter("upTo", upTo)
                .executeUpdate();
    }

    /** Expects none of the account any more, until it acknowledges again. False: none were expected. */
    boolean end(PartnerId partner, AccountId account) {
        return database.write(session -> of(session, AcknowledgementSql.STOP_EXPECTING, partner, account)
                .chain(ended -> of(session, AcknowledgementSql.CLOSE_AWAITED, partner, account)
                        .replaceWith(ended > 0)));
    }

    private static Uni<Integer> of(Mutiny.Session session, String statement, PartnerId partner, AccountId account) {
        return session.createNativeQuery(statement)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .executeUpdate();
    }

    Survey survey(Instant overdue) {
        Object[] row = database.read(session -> session.createNativeQuery(AcknowledgementSql.SURVEY, Object[].class)
                .setParameter("until", overdue)
                .getSingleResult());
        return new Survey(number(row[0]), number(row[1]), number(row[2]));
    }

    record Survey(long overdue, long unmatched, long rejected) {}

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
