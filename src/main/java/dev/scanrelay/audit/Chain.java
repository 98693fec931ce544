package dev.scanrelay.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scanrelay.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Lengthens the chain. A record gets its number when it is found committed, so one that was committed late comes late and none is
 * left out. Whoever lengthens holds the lock of the chain's one row: two can't give the same number.
 */
@Singleton
final class Chain {

    static final int BATCH = 500;

    private static final String TAKE = """
            update audit_chain set owner = :owner, until = now() + make_interval(secs => :seconds)
             where owner is null or owner = :owner or until < now()
            returning number, hash""";
    private static final String UNCHAINED =
            "select " + ChainRow.COLUMNS + " from audit_record r where r.number is null order by r.id limit " + BATCH;
    private static final String LINK = """
            update audit_record r set number = l.number, hash = decode(l.hash, 'hex')
              from json_to_recordset(cast(cast(:links as text) as json)) as l (id bigint, number bigint, hash text)
             where r.id = l.id and r.number is null""";
    private static final String END = "update audit_chain set number = :number, hash = :hash";
    private static final String GIVE_UP = "update audit_chain set owner = null where owner = :owner";

    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;

    Chain(Database database) {
        this.database = database;
    }

    /**
     * Chains one batch.
     *
     * @return how many; empty if the chain is another's to lengthen
     */
    OptionalInt lengthen(String owner, Duration lease) {
        return database.write(session -> session.createNativeQuery(TAKE, Object[].class)
                .setParameter("owner", owner)
                .setParameter("seconds", lease.toMillis() / 1000.0)
                .getSingleResultOrNull()
                .chain(taken -> taken == null
                        ? Uni.createFrom().item(OptionalInt.empty())
                        : lengthen(session, Tip.of(taken)).map(OptionalInt::of)));
    }

    /** Lets another process go on at once. */
    void giveUp(String owner) {
        database.write(session ->
                session.createNativeQuery(GIVE_UP).setParameter("owner", owner).executeUpdate());
    }

    private static Uni<Integer> lengthen(Mutiny.Session session, Tip tip) {
        return session.createNativeQuery(UNCHAINED, Object[].class)
                .getResultList()
                .map(rows -> rows.stream().map(ChainRow::of).toList())
                .chain(rows -> rows.isEmpty() ? Uni.createFrom().item(0) : link(session, tip, rows));
    }

    private static Uni<Integer> link(Mutiny.Session session, Tip tip, List<ChainRow> rows) {
        List<Link> links = new ArrayList<>();
        Tip end = tip;
        for (ChainRow row : rows) {
            end = end.next(row);
            links.add(new Link(row.id(), end.number(), end.hex()));
        }
        return write(session, links, end);
    }

    private static Uni<Integer> write(Mutiny.Session session, List<Link> links, Tip end) {
        return session.createNativeQuery(LINK)
                .setParameter("links", json(links))
                .executeUpdate()
                .invoke(linked -> requireAll(linked, links.size()))
                .chain(linked -> session.createNativeQuery(END)
                        .setParameter("number", end.number())
                        .setParameter("hash", end.hash())
                        .executeUpdate()
                        .replaceWith(linked));
    }

    private static void requireAll(int linked, int wanted) {
        if (linked != wanted) {
            throw new IllegalStateException("records went or were chained by somebody else meanwhile");
        }
    }

    private static String json(List<Link> links) {
        try {
            return JSON.writeValueAsString(links);
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalArgumentException("links are not writable as JSON", ourOwnRecord);
        }
    }

    private record Link(long id, long number, String hash) {}
}
