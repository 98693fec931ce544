package dev.scanrelay.event;

import dev.scanrelay.event.Announcement.Committed;
import dev.scanrelay.event.Announcement.Disputed;
import dev.scanrelay.event.Announcement.Refused;
import dev.scanrelay.event.Announcement.Unknown;
import dev.scanrelay.event.Announcement.Unwritable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What a relay does when no new event waits: sends announced ones once more, each batch as the new ones are sent. */
final class Republishing {

    /** A new event waits for one such batch at most. */
    static final int LARGEST_BATCH = 50;

    private final long epoch;
    private final SlowLane lane;
    private final Batches batches;
    private final Announcer announcer;
    private final Holds holds;
    private final TopicLookup topics;
    private final RelayMetrics metrics;
    private final RelayLog log;
    private final Consumer<RelayStep> steps;
    private BatchSize size = new BatchSize(LARGEST_BATCH);
    private final Set<UUID> looked = new HashSet<>();

    Republishing(
            long epoch,
            SlowLane lane,
            Batches batches,
            Announcer announcer,
            Holds holds,
            TopicLookup topics,
            RelayMetrics metrics,
            RelayLog log,
            Consumer<RelayStep> steps) {
        this.epoch = epoch;
        this.lane = lane;
        this.batches = batches;
        this.announcer = announcer;
        this.holds = holds;
        this.topics = topics;
        this.metrics = metrics;
        this.log = log;
        this.steps = steps;
    }

    /** Carries one republication on by a batch; false when there is none. */
    boolean round() {
        Optional<Stretch> next = lane.next(holds.held(), size.current());
        next.ifPresent(this::carryOn);
        return next.isPresent();
    }

    private void carryOn(Stretch stretch) {
        if (stretch.rows().isEmpty()) {
            lane.passed(epoch, stretch);
            return;
        }
        if (canBeWritten(stretch)) {
            steps.accept(RelayStep.BEFORE_ASSIGN);
            lane.open(epoch, stretch).ifPresent(batch -> send(stretch, batch));
        }
    }

    /** A record for a topic that is gone would keep new events waiting for as long as the client looks for it. */
    private boolean canBeWritten(Stretch stretch) {
        if (looked.contains(stretch.republication())) {
            return true;
        }
        switch (topics.look(stretch.topic())) {
            case THERE -> looked.add(stretch.republication());
            case MISSING -> fail(stretch, SendFailure.NO_TOPIC);
            case DENIED -> fail(stretch, SendFailure.DENIED);
            case UNKNOWN -> holds.hold(stretch.topic());
        }
        return looked.contains(stretch.republication());
    }

    private void send(Stretch stretch, Batch batch) {
        steps.accept(RelayStep.AFTER_ASSIGN);
        switch (announcer.announce(batch)) {
            case Committed all -> mark(batch);
            case Disputed oneOfThem -> divide(batch);
            case Refused(OutboxRow row, String reason) -> giveUp(stretch, batch, reason);
            case Unwritable(String topic, String reason) -> unwritable(stretch, batch, topic, reason);
            case Unknown(Throwable cause) -> throw new Term.Interrupted(cause);
        }
    }

    private void mark(Batch batch) {
        steps.accept(RelayStep.AFTER_COMMIT_BEFORE_MARK);
        lane.sent(epoch, batch.id());
        steps.accept(RelayStep.AFTER_MARK);
        metrics.republished(batch.rows().size());
        size.accepted();
    }

    private void divide(Batch batch) {
        batches.released(epoch, batch.id());
        size.disputed(batch.rows().size());
    }

    private void giveUp(Stretch stretch, Batch batch, String reason) {
        batches.released(epoch, batch.id());
        fail(stretch, reason);
    }

    private void unwritable(Stretch stretch, Batch batch, String topic, String reason) {
        batches.released(epoch, batch.id());
        if (!topic.equals(stretch.topic())) {
            throw new Term.Interrupted(new IllegalStateException("the progress topic can't be written"));
        }
        if (reason.equals(SendFailure.TAKES_NOTHING) && batch.rows().size() > 1) {
            size = new BatchSize(1); // together they may be too large for it, which the client does not find out
            return;
        }
        fail(stretch, reason);
    }

    private void fail(Stretch stretch, String reason) {
        lane.failed(epoch, stretch, reason);
        log.failed(stretch, reason);
    }
}
