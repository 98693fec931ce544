package dev.scanrelay.event;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The topics of partners, which come at any time. A record for a missing topic keeps the whole relay waiting for as long as the client looks for
 * it, so the relay asks here first: it is made where that is wanted, and else only its partner waits.
 */
@ApplicationScoped
class PartnerTopics {

    private static final Logger LOG = Logger.getLogger(PartnerTopics.class);

    /** Each look opens a connection. What the broker does not say is not asked for with each batch; that a topic is missing is never remembered. */
    private static final Duration UNCLEAR_FOR = Duration.ofSeconds(10);

    private final Topics topics;
    private final TopicSettings settings;
    private final TopicLookup lookup;
    private final TopicService service;
    private final Database database;
    private final Clock clock;
    private final Set<String> there = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> unclear = new ConcurrentHashMap<>(); // and until when they are taken for there

    PartnerTopics(
            Topics topics,
            TopicSettings settings,
            TopicLookup lookup,
            TopicService service,
            Database database,
            Clock clock) {
        this.topics = topics;
        this.settings = settings;
        this.lookup = lookup;
        this.service = service;
        this.database = database;
        this.clock = clock;
    }

    /** Makes the topics of all partners there are, or says which are missing: they wait for their first event otherwise, and readers with them. */
    void provide() {
        try {
            partners().stream()
                    .flatMap(partner -> topics.ofPartner(partner).stream())
                    .filter(this::isMissing)
                    .forEach(topic -> LOG.errorf(
                            "Topic of a partner missing topic=%s: create it, or set scanrelay.topics.create=true to have it created",
                            topic));
        } catch (RuntimeException databaseOut) {
            LOG.warnf("Topics of partners were not checked cause=%s", databaseOut);
        }
    }

    /** A topic of these rows that is missing and was not made. */
    Optional<String> missing(List<OutboxRow> rows) {
        return rows.stream()
                .flatMap(row -> row.topics().stream())
                .distinct()
                .filter(topic -> topics.owner(topic).isPresent())
                .filter(topic -> !there.contains(topic) && !isUnclear(topic))
                .filter(this::isMissing)
                .findFirst();
    }

    /** What was there is gone: it is looked for again. */
    void lost(String topic) {
        there.remove(topic);
        unclear.remove(topic);
    }

    private boolean isUnclear(String topic) {
        return Optional.ofNullable(unclear.get(topic))
                .filter(clock.instant()::isBefore)
                .isPresent();
    }

    private boolean isMissing(String topic) {
        switch (lookup.look(topic)) {
            case THERE -> there.add(topic);
            case MISSING -> {
                return !isMade(topic);
            }
            case DENIED, UNKNOWN -> unclear.put(topic, clock.instant().plus(UNCLEAR_FOR));
        }
        return false;
    }

    private boolean isMade(String topic) {
        return settings.create() && service.make(topic) && there.add(topic);
    }

    private List<PartnerId> partners() {
        if (settings.partner().isEmpty()) {
            return List.of();
        }
        return database.read(session -> session.createNativeQuery("select id from partner order by id", Tuple.class)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new PartnerId(row.get(0, String.class)))
                        .toList()));
    }
}
