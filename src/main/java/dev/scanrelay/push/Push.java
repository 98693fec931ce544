package dev.scanrelay.push;

import dev.scanrelay.concurrent.Ticker;
import dev.scanrelay.egress.Answer;
import dev.scanrelay.endpoint.Destination;
import dev.scanrelay.endpoint.Destinations;
import dev.scanrelay.endpoint.Endpoints;
import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.event.AnnouncedEvents;
import dev.scanrelay.event.FeedSignal;
import dev.scanrelay.stop.StopTime;
import dev.scanrelay.trace.Step;
import dev.scanrelay.trace.Tracing;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Delivers: announced events are handed out to endpoints, what is due is claimed and posted, and what came of it is recorded. Any number of
 * processes do so side by side.
 */
@ApplicationScoped
class Push {

    private static final Logger LOG = Logger.getLogger(Push.class);
    private static final Duration TIDY = Duration.ofSeconds(15);
    private static final Duration UNREADABLE_FOR = Duration.ofMinutes(1);

    private final PushSettings settings;
    private final Handout handout;
    private final Deliveries deliveries;
    private final Settlement settlement;
    private final Receipts receipts;
    private final Endpoints endpoints;
    private final AnnouncedEvents events;
    private final Posting posting;
    private final PushMetrics metrics;
    private final Tracing tracing;
    private final StopTime stopTime;
    private final Clock clock;
    private final Verdicts verdicts;
    private final Lanes lanes;
    private final Hands hands;
    private final Ticker handingOut;
    private final Ticker delivering;
    private final Ticker tidying;
    private volatile boolean takesMore = true;

    Push(
            PushSettings settings,
            Handout handout,
            Deliveries deliveries,
            Settlement settlement,
            Receipts receipts,
            Endpoints endpoints,
            AnnouncedEvents events,
            Posting posting,
            FeedSignal feed,
            PushMetrics metrics,
            Tracing tracing,
            StopTime stopTime,
            Clock clock) {
        this.settings = settings;
        this.handout = handout;
        this.deliveries = deliveries;
        this.settlement = settlement;
        this.receipts = receipts;
        this.endpoints = endpoints;
        this.events = events;
        this.posting = posting;
        this.metrics = metrics;
        this.tracing = tracing;
        this.stopTime = stopTime;
        this.clock = clock;
        this.verdicts = new Verdicts(clock);
        this.lanes = new Lanes(Thread.ofVirtual().name("push-", 0)::start);
        this.hands = new Hands(settings.workers());
        this.handingOut = new Ticker("push-hand-out", settings.poll(), this::handOut);
        this.delivering = new Ticker("push", settings.poll(), this::deliver);
        this.tidying = new Ticker("push-tidy", TIDY, this::tidy);
        feed.onAnnounced(handingOut::wake);
    }

    void start(@Observes StartupEvent starting) {
        if (settings.enabled()) {
            LOG.infof("Push workers=%d lease=%s", settings.workers(), settings.lease());
            Stream.of(handingOut, delivering, tidying).forEach(Ticker::start);
        }
    }

    void drain(@Observes @Priority(1) ShutdownDelayInitiatedEvent stopping) {
        takeNoMore();
    }

    /** What is under way may end; what does not in time is taken over by others after its lease, and may come twice then. */
    void stop(@Observes @Priority(100) ShutdownEvent stopping) throws InterruptedException {
        takeNoMore();
        giveBack(lanes.takeOut());
        Duration patience = stopTime.atMost(settings.lease());
        if (!hands.allRest(patience)) {
            LOG.infof("Deliveries did not end in time and are left to other processes");
        }
        delivering.stop();
    }

    /** What ends meanwhile is recorded. */
    private void takeNoMore() {
        takesMore = false;
        Stream.of(handingOut, tidying).forEach(Ticker::stop);
    }

    private boolean handOut() {
        boolean more = handout.run();
        delivering.wake();
        return more;
    }

    private boolean tidy() {
        metrics.surveyed(deliveries.survey());
        return deliveries.forget();
    }

    /** Records what was delivered and takes as many more; what comes meanwhile is for the next round, and wakes it. */
    private boolean deliver() {
        List<Receipt> delivered = receipts.take();
        boolean claims = takesMore;
        int free = claims ? hands.reach() : 0;
        if (free > 0 || !delivered.isEmpty()) {
            send(round(delivered, free, claims));
        }
        return !receipts.isEmpty();
    }

    private List<Due> round(List<Receipt> delivered, int free, boolean claims) {
        List<Due> ended = delivered.stream().map(Receipt::due).toList();
        try {
            List<Due> claimed =
                    deliveries.recordAndClaim(delivered, claims ? free + ended.size() : 0, hands.heldBeside(ended));
            receipts.recorded();
            hands.take(free, ended, claimed);
            return claimed;
        } catch (RuntimeException | Error outage) { // it may even be committed: to record it once more changes nothing
            receipts.notRecorded(delivered);
            hands.take(free, List.of(), List.of());
            throw outage;
        }
    }

    private void send(List<Due> taken) {
        try {
            begin(taken);
        } catch (RuntimeException | Error outage) { // the leases end by themselves
            taken.forEach(hands::release);
            throw outage;
        }
    }

    private void begin(List<Due> taken) {
        if (taken.isEmpty()) {
            return;
        }
        Destinations destinations =
                endpoints.destinations(taken.stream().map(Due::endpoint).collect(Collectors.toSet()));
        Map<Long, AnnouncedEvent> told = events
                .at(taken.stream().map(Due::position).distinct().toList())
                .stream()
                .collect(Collectors.toMap(AnnouncedEvent::position, Function.identity()));
        taken.stream()
                .filter(due -> !destinations.isUnreadable(due.endpoint()))
                .forEach(due ->
                        begin(due, destinations.of(due.endpoint()), Optional.ofNullable(told.get(due.position()))));
        keep(taken.stream()
                .filter(due -> destinations.isUnreadable(due.endpoint()))
                .toList());
    }

    /** What can't be sent as its endpoint does not open waits, with no attempt counted. */
    private void keep(List<Due> unreadable) {
        if (unreadable.isEmpty()) {
            return;
        }
        unreadable.stream()
                .map(Due::endpoint)
                .distinct()
                .forEach(endpoint -> LOG.errorf(
                        "Endpoint can't be read, its events wait: its URL or a secret was sealed with a key that is not in the keyset endpoint=%s",
                        endpoint));
        settling(unreadable, () -> deliveries.holdOff(unreadable, Endpoints.UNREADABLE, UNREADABLE_FOR))
                .run();
    }

    private void begin(Due due, Optional<Destination> destination, Optional<AnnouncedEvent> event) {
        int atOnce = destination.map(Destination::concurrency).orElse(1);
        lanes.add(new Lanes.Job(due, () -> work(due, destination, event)), atOnce);
    }

    /** What is left to do once the call has ended. */
    private Runnable work(Due due, Optional<Destination> destination, Optional<AnnouncedEvent> event) {
        try {
            return destination.isPresent() && event.isPresent()
                    ? attempt(due, destination.get(), event.get())
                    : settling(due, () -> settlement.vanished(due));
        } catch (RuntimeException | Error unforeseen) {
            return settling(due, () -> {
                throw unforeseen;
            });
        }
    }

    private Runnable attempt(Due due, Destination destination, AnnouncedEvent event) {
        try (Step step = tracing.working("deliver event", event.trace())
                .say("scanrelay.endpoint", due.endpoint().toString())
                .say("scanrelay.attempt", due.attempts() + 1L)) {
            Answer answer = due.isReplay() ? posting.replay(destination, event) : posting.post(destination, event);
            Verdict verdict = verdicts.of(answer);
            step.say("scanrelay.outcome", verdict.label());
            step.telling(() -> tell(due, event, answer, verdict));
            return verdict instanceof Verdict.Delivered && answer instanceof Answer.Status status
                    ? () -> delivered(due, status)
                    : settling(due, () -> settle(due, answer, verdict));
        }
    }

    /** What else was claimed for an endpoint that takes nothing for now goes back, unharmed. */
    private void settle(Due due, Answer answer, Verdict verdict) {
        if (settlement.settle(due, answer, verdict)) {
            giveBack(lanes.takeOut(due.endpoint()));
        }
    }

    private Runnable settling(Due due, Runnable work) {
        return settling(List.of(due), work);
    }

    private Runnable settling(List<Due> claimed, Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error outage) {
                // The lease ends by itself, and it is attempted again.
                LOG.warnf(
                        "Delivery could not be settled delivery=%d problem=%s",
                        claimed.getFirst().id(), outage.getClass().getSimpleName());
                LOG.debug("Delivery could not be settled", outage);
            } finally {
                claimed.forEach(this::done);
            }
        };
    }

    private void giveBack(List<Due> claimed) {
        settling(claimed, () -> deliveries.giveBack(claimed)).run();
    }

    private void delivered(Due due, Answer.Status answer) {
        receipts.add(new Receipt(due, answer));
        delivering.wake();
    }

    private void done(Due due) {
        hands.release(due);
        delivering.wake();
    }

    private void tell(Due due, AnnouncedEvent event, Answer answer, Verdict verdict) {
        metrics.attempt(verdict, answer.took());
        if (verdict instanceof Verdict.Delivered && !due.isReplay()) {
            metrics.delivered(Duration.between(event.announcedAt(), clock.instant()));
        }
        LOG.infof(
                "Delivery attempted endpoint=%s event=%s attempt=%d outcome=%s durationMs=%d",
                due.endpoint(),
                event.id(),
                due.attempts() + 1,
                verdict.label(),
                answer.took().toMillis());
    }
}
