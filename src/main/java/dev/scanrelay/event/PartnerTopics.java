package dev.scanrelay.event;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
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

    private final Topics topics;
    private final TopicSettings settings;
    private final TopicLookup lookup;
    private final TopicService service;
    private final Database database;
    private final Set<String> there = ConcurrentHashMap.newKeySet();

    PartnerTopics(Topics topics, TopicSettings settings, TopicLookup lookup, TopicService service, Database database) {
        this.topics = topics;
        this.settings = settings;
        this.lookup = lookup;
        this.service = service;
        this.database = database;
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
                .filter(topic -> !there.contains(topic))
                .filter(this::isMissing)
                .findFirst();
    }

    /** What was there is gone: it is looked for again. */
    void lost(String topic) {
        there.remove(topic);
    }

    private boolean isMissing(String topic) {
        Republications.Topic found = lookup.look(topic);
        boolean made = found == Republications.Topic.MISSING && settings.create() && service.make(topic);
        if (made || found == Republications.Topic.THERE) {
            there.add(topic);
        }
        return found == Republications.Topic.MISSING && !made;
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
