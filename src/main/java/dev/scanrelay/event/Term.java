package dev.scanrelay.event;

import dev.scanrelay.event.Announcement.Committed;
import dev.scanrelay.event.Announcement.Disputed;
import dev.scanrelay.event.Announcement.Refused;
import dev.scanrelay.event.Announcement.Unknown;
import dev.scanrelay.event.Announcement.Unwritable;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** One relay's time in office: from taking over to the first thing that goes wrong. */
final class Term implements AutoCloseable {

    private final long epoch;
    private final Batches batches;
    private final SlowLane lane;
    private final Republishing republishing;
    private final PartnerTopics partnerTopics;
    private final Announcer announcer;
    private final Holds holds;
    private final BatchSize size;
    private final RelayMetrics metrics;
    private final FeedSignal feed;
    private final RelayLog log;
    private final Consumer<RelayStep> steps;

    Term(
            long epoch,
            Batches batches,
            SlowLane lane,
            TopicLookup topics,
            PartnerTopics partnerTopics,
            Announcer announcer,
            Holds holds,
            BatchSize size,
            RelayMetrics metrics,
            FeedSignal feed,
            RelayLog log,
            Consumer<RelayStep> steps) {
        this.epoch = epoch;
        this.batches = batches;
        this.lane = lane;
        this.republishing = new Republishing(epoch, lane, batches, announcer, holds, topics, metrics, log, steps);
        this.partnerTopics = partnerTopics;
        this.announcer = announcer;
        this.holds = holds;
        this.size = size;
        this.metrics = metrics;
        this.feed = feed;
        this.log = log;
        this.steps = steps;
    }

    /** Brings the batch that was left open to its end, by what the broker remembers. */
    void settle(Progress progress) {
        Optional<Batches.LeftOpen> open = batches.leftOpen();
        if (open.isEmpty()) {
            return;
        }
        UUID batch = open.get().id();
        boolean committed = progress.lastCommitted().equals(Optional.of(batch));
        if (!committed) {
            batches.released(epoch, batch);
        } else if (open.get().again()) {
            lane.sent(epoch, batch);
        } else {
            metrics.announced(batches.announced(epoch, batch, batches.events(batch)));
            feed.raise();
        }
        log.settled(committed);
    }

    /** Announces one batch, or, if nothing new waits, republishes one; false when there is neither. */
    boolean round() {
        return announceNew() || republishing.round();
    }

    private boolean announceNew() {
        if (!batches.waiting(holds.held())) {
            return false;
        }
        steps.accept(RelayStep.BEFORE_ASSIGN);
        Optional<Batch> batch = batches.open(epoch, size.current(), holds.held());
        batch.ifPresent(this::announce);
        return batch.isPresent();
    }

    private void announce(Batch batch) {
        steps.accept(RelayStep.AFTER_ASSIGN);
        Optional<String> missing = partnerTopics.missing(batch.rows());
        if (missing.isPresent()) {
            hold(batch, missing.get(), SendFailure.NO_TOPIC);
            return;
        }
        switch (announcer.announce(batch)) {
            case Committed all -> mark(batch);
            case Disputed oneOfThem -> divide(batch);
            case Refused(OutboxRow row, String reason) -> park(batch, row, reason);
            case Unwritable(String topic, String reason) -> hold(batch, topic, reason);
            case Unknown(Throwable cause) -> throw new Interrupted(cause);
        }
    }

    private void mark(Batch batch) {
        steps.accept(RelayStep.AFTER_COMMIT_BEFORE_MARK);
        metrics.announced(batches.announced(
                epoch, batch.id(), batch.rows().stream().map(OutboxRow::id).toList()));
        feed.raise();
        metrics.delays(batch.rows());
        steps.accept(RelayStep.AFTER_MARK);
        size.accepted();
    }

    private void divide(Batch batch) {
        batches.released(epoch, batch.id());
        size.disputed(batch.rows().size());
    }

    private void park(Batch batch, OutboxRow row, String reason) {
        batches.parked(epoch, batch.id(), row, reason);
        log.parked(row, reason);
    }

    private void hold(Batch batch, String topic, String reason) {
        batches.released(epoch, batch.id());
        if (batch.rows().stream().noneMatch(row -> row.topics().contains(topic))) {
            throw new Interrupted(new IllegalStateException("the progress topic can't be written"));
        }
        partnerTopics.lost(topic);
        if (reason.equals(SendFailure.NO_TOPIC)) {
            holds.holdUntilThere(topic);
        } else {
            holds.hold(topic);
        }
        log.held(topic, reason);
    }

    @Override
    public void close() {
        announcer.close();
    }

    /** What became of a batch is not known, or nothing at all can be sent: the term ends and the next one settles. */
    static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1;

        Interrupted(Throwable cause) {
            super(cause);
        }
    }
}
