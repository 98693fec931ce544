package dev.scanrelay.event;

import dev.scanrelay.database.Database;
import dev.scanrelay.trace.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Puts a relay together. */
@ApplicationScoped
class Relays {

    private final Database database;
    private final KafkaClients clients;
    private final TopicSettings topics;
    private final RelaySignal signal;
    private final TopicLookup lookup;
    private final PartnerTopics partnerTopics;
    private final RelayMetrics metrics;
    private final FeedSignal feed;
    private final Tracing tracing;
    private final Clock clock;

    Relays(
            Database database,
            KafkaClients clients,
            TopicSettings topics,
            RelaySignal signal,
            TopicLookup lookup,
            PartnerTopics partnerTopics,
            RelayMetrics metrics,
            FeedSignal feed,
            Tracing tracing,
            Clock clock) {
        this.database = database;
        this.clients = clients;
        this.topics = topics;
        this.signal = signal;
        this.lookup = lookup;
        this.partnerTopics = partnerTopics;
        this.metrics = metrics;
        this.feed = feed;
        this.tracing = tracing;
        this.clock = clock;
    }

    Relay create(RelaySettings settings, Consumer<RelayStep> steps) {
        RelayLease lease = new RelayLease(database, settings.lease());
        Housekeeping housekeeping = new Housekeeping(database, metrics, clock, settings);
        RelayLog log = new RelayLog();
        return new Relay(settings, lease, terms(settings, lease, steps, log), housekeeping, signal, log);
    }

    private LongFunction<Term> terms(
            RelaySettings settings, RelayLease lease, Consumer<RelayStep> steps, RelayLog log) {
        Batches batches = new Batches(database, lease);
        SlowLane lane = new SlowLane(database, lease);
        Progress progress = new Progress(clients, topics.progress(), settings);
        KafkaRecords records = new KafkaRecords(settings);
        Holds holds = new Holds(clock, settings.hold(), topic -> lookup.look(topic) == Republications.Topic.MISSING);
        BatchSize size = new BatchSize(settings.batchSize());
        return epoch -> {
            Announcer announcer = Announcer.open(clients.producer(settings), records, progress, steps, tracing);
            Term term = new Term(
                    epoch, batches, lane, lookup, partnerTopics, announcer, holds, size, metrics, feed, log, steps);
            try {
                partnerTopics.provide();
                term.settle(progress);
                return term;
            } catch (RuntimeException unsettled) {
                term.close();
                throw unsettled;
            }
        };
    }
}
