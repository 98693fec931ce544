package dev.scanrelay.event;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is to be republished. The relay does it, when nothing else waits. */
@ApplicationScoped
public class Republications {

    private static final int MOST_RUNNING = 5;
    private static final String FOR_EVER = "infinity";

    private final Database database;
    private final RelaySignal signal;
    private final Topics topics;
    private final TopicLookup lookup;

    Republications(Database database, RelaySignal signal, Topics topics, TopicLookup lookup) {
        this.database = database;
        this.signal = signal;
        this.topics = topics;
        this.lookup = lookup;
    }

    /** Whether a topic can be written into, as far as the broker tells. */
    public enum Topic {
        THERE,
        MISSING,
        /** The broker does not let us look. */
        DENIED,
        /** The broker does not answer. */
        UNKNOWN
    }

    /** Ours alone: nobody may republish into it. */
    public boolean isInternal(String topic) {
        return topics.isInternal(topic);
    }

    /** The topic with the events of all partners. */
    public String operatorsTopic() {
        return topics.ofTheOperator();
    }

    /** The partner's own topic, where partners have one. */
    public Optional<String> topicOf(PartnerId partner) {
        return topics.ofPartner(partner);
    }

    /** Whose topic this is, if it is a partner's. */
    public Optional<PartnerId> ownerOf(String topic) {
        return topics.owner(topic);
    }

    public Topic look(String topic) {
        return lookup.look(topic);
    }

    /** Begins it, or finds the same one that runs already. Empty: too many of the partner's run. */
    public Optional<Republication> begin(Republication.Ask ask) {
        UUID id = UUID.randomUUID();
        return database.write(session -> {
            database.afterCommit(session, signal::raise);
            return same(session, ask, id)
                    .flatMap(running -> running.isPresent()
                            ? Uni.createFrom().item(running)
                            : hasRoom(session, ask.partner()).flatMap(room -> insert(session, ask, id, room)));
        });
    }

    public Optional<Republication> find(PartnerId partner, UUID id) {
        return database.read(session -> one(session.createNativeQuery(RepublicationSql.FIND, Tuple.class)
                .setParameter("id", id)
                .setParameter("partner", partner.value())));
    }

    /** The latest ones first. */
    public List<Republication> list(PartnerId partner, int limit) {
        return database.read(session -> session.createNativeQuery(RepublicationSql.LIST, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(Republications::republication).toList()));
    }

    /** What is being sent still goes out; nothing after it. */
    public void stop(PartnerId partner, UUID id) {
        database.write(session -> session.createNativeQuery(RepublicationSql.STOP)
                .setParameter("id", id)
                .setParameter("partner", partner.value())
                .executeUpdate());
    }

    private static Uni<Boolean> hasRoom(Mutiny.Session session, PartnerId partner) {
        return session.createNativeQuery(RepublicationSql.RUNNING, Tuple.class)
                .setParameter("partner", partner.value())
                .getSingleResult()
                .map(row -> ((Number) row.get(0)).longValue() < MOST_RUNNING);
    }

    private static Uni<Optional<Republication>> insert(
            Mutiny.Session session, Republication.Ask ask, UUID id, boolean room) {
        if (!room) {
            return Uni.createFrom().item(Optional.empty());
        }
        return session.createNativeQuery(RepublicationSql.BEGIN)
                .setParameter("id", id)
                .setParameter("partner", ask.partner().value())
                .setParameter("account", account(ask))
                .setParameter("topic", ask.topic())
                .setParameter("from", ask.from())
                .setParameter("to", end(ask))
                .setParameter("by", ask.by())
                .executeUpdate()
                .chain(() -> same(session, ask, id));
    }

    private static Uni<Optional<Republication>> same(Mutiny.Session session, Republication.Ask ask, UUID id) {
        return one(session.createNativeQuery(RepublicationSql.SAME, Tuple.class)
                .setParameter("id", id)
                .setParameter("partner", ask.partner().value())
                .setParameter("account", account(ask))
                .setParameter("topic", ask.topic())
                .setParameter("from", ask.from())
                .setParameter("to", end(ask)));
    }

    private static String account(Republication.Ask ask) {
        return ask.account().map(AccountId::value).orElse("");
    }

    private static String end(Republication.Ask ask) {
        return ask.to().map(Instant::toString).orElse(FOR_EVER);
    }

    private static Uni<Optional<Republication>> one(Mutiny.SelectionQuery<Tuple> query) {
        return query.getSingleResultOrNull().map(row -> Optional.ofNullable(row).map(Republications::republication));
    }

    private static Republication republication(Tuple row) {
        return new Republication(
                row.get("id", UUID.class),
                new PartnerId(row.get("partner_id", String.class)),
                Optional.ofNullable(row.get("account_id", String.class)).map(AccountId::new),
                row.get("topic", String.class),
                time(row, "from_time").orElseThrow(),
                time(row, "to_time"),
                Republication.State.of(row.get("state", String.class)),
                ((Number) row.get("sent")).longValue(),
                ((Number) row.get("remaining")).longValue(),
                Optional.ofNullable(row.get("failure", String.class)),
                row.get("asked_by", String.class),
                time(row, "asked_at").orElseThrow(),
                time(row, "ended_at"));
    }

    private static Optional<Instant> time(Tuple row, String column) {
        return switch (row.get(column)) {
            case null -> Optional.empty();
            case Instant instant -> Optional.of(instant);
            case OffsetDateTime offset -> Optional.of(offset.toInstant());
            default -> throw new IllegalStateException("a time of an unknown type");
        };
    }
}
