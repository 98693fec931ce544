package dev.scanrelay.order;

import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderUpdated;
import dev.scanrelay.event.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Records what an attempt found, and appends the event that tells of it, in one transaction. */
@ApplicationScoped
class Recording {

    private final CurrentOrders current;
    private final FactsUpdate update;
    private final Revisions revisions;
    private final Timeline timeline;
    private final Outbox outbox;
    private final ScanRequests requests;
    private final OriginMeter meter;
    private final Clock clock;

    Recording(
            CurrentOrders current,
            FactsUpdate update,
            Revisions revisions,
            Timeline timeline,
            Outbox outbox,
            ScanRequests requests,
            OriginMeter meter,
            Clock clock) {
        this.meter = meter;
        this.current = current;
        this.update = update;
        this.revisions = revisions;
        this.timeline = timeline;
        this.outbox = outbox;
        this.requests = requests;
        this.clock = clock;
    }

    Uni<Recorded> record(Mutiny.Session session, LeasedOrder leased, VendorFacts facts, Optional<NewContent> content) {
        return current.lock(session, leased)
                .flatMap(found -> found.map(order -> compared(session, order, facts)
                                .flatMap(differs -> record(session, leased, order, differs, facts, content)))
                        .orElseGet(() -> Uni.createFrom().item(new Recorded.LeaseLost())));
    }

    /** The vendor was read without an attempt, and the files are the same. Does nothing to an order that is being fetched. */
    Uni<Void> seen(Mutiny.Session session, UUID id, VendorFacts facts) {
        return current.lockQuiet(session, id)
                .flatMap(found -> found.map(order -> compared(session, order, facts)
                                .flatMap(differs -> seen(session, order, differs, facts)))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> seen(
            Mutiny.Session session, CurrentOrder was, Optional<List<String>> differs, VendorFacts facts) {
        if (Verdict.of(was, differs, facts, Optional.empty()) instanceof Verdict.SameFiles(List<String> updated)
                && !updated.isEmpty()) {
            LeasedOrder nobody = new LeasedOrder(was.id(), 0, 0, Optional.empty());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            return sameFiles(session, nobody, was.differing(differs), facts, updated, "look/" + facts.asOf(), now)
                    .replaceWithVoid();
        }
        return Uni.createFrom().voidItem();
    }

    /** With the patient of the scan request, if one led to this order and is still kept; else as it was. */
    private Uni<Optional<List<String>>> compared(Mutiny.Session session, CurrentOrder order, VendorFacts facts) {
        return order.scanRequest()
                .map(request -> requests.patient(session, request)
                        .map(asked -> asked.map(patient -> PatientDifference.of(patient, facts.patient())))
                        .call(differs -> differs.map(fields -> requests.scanned(session, request, fields))
                                .orElseGet(() -> Uni.createFrom().voidItem()))
                        .map(differs -> differs.or(order::patientDiffers)))
                .orElseGet(() -> Uni.createFrom().item(order.patientDiffers()));
    }

    private Uni<Recorded> record(
            Mutiny.Session session,
            LeasedOrder leased,
            CurrentOrder was,
            Optional<List<String>> differs,
            VendorFacts facts,
            Optional<NewContent> content) {
        CurrentOrder order = was.differing(differs);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // what the database keeps
        return switch (Verdict.of(was, differs, facts, content)) {
            case Verdict.NewFiles(NewContent files, int number) ->
                newFiles(session, leased, order, facts, files, planned(files, number));
            case Verdict.SameFiles(List<String> updated) ->
                sameFiles(session, leased, order, facts, updated, leased.occurrence(), now);
        };
    }

    /** A revision is what its manifest says, or it is none. */
    private static Planned planned(NewContent files, int number) {
        return files.planned()
                .filter(planned -> planned.plan().number() == number)
                .orElseThrow(PlanOutdated::new);
    }

    private Uni<Recorded> newFiles(
            Mutiny.Session session,
            LeasedOrder leased,
            CurrentOrder order,
            VendorFacts facts,
            NewContent files,
            Planned planned) {
        int number = planned.plan().number();
        Instant now = planned.plan().storedAt();
        Event ready = Event.orderReady(
                        Announcement.of(order, facts, files, planned.plan().artifacts(), number, now), now)
                .in(leased.trace());
        return update.apply(session, leased, order, facts, number, true)
                .flatMap(done -> revisions.add(session, order.id(), files, planned))
                .flatMap(done -> timeline.add(
                        session,
                        order.id(),
                        Moment.of(facts.asOf(), "fetched"),
                        Moment.of(now, "stored").of(number)))
                .flatMap(done -> outbox.append(session, ready))
                .invoke(() -> meter.revision(session, order.wantedBy()))
                .replaceWith(new Recorded.NewRevision(number));
    }

    private Uni<Recorded> sameFiles(
            Mutiny.Session session,
            LeasedOrder leased,
            CurrentOrder order,
            VendorFacts facts,
            List<String> updated,
            String occurrence,
            Instant now) {
        boolean changed = !updated.isEmpty() || order.failed() || order.known().isEmpty();
        Recorded recorded = new Recorded.Unchanged(order.latestNumber(), updated);
        Uni<Void> told = update.apply(session, leased, order, facts, order.latestNumber(), changed)
                .flatMap(done -> timeline.add(session, order.id(), unchanged(updated, facts, order)));
        if (updated.isEmpty()) {
            return told.replaceWith(recorded);
        }
        OrderUpdated data = new OrderUpdated(order.factsBy(facts), updated);
        return told.flatMap(done ->
                        outbox.append(session, Event.of(data, occurrence, now).in(leased.trace())))
                .replaceWith(recorded);
    }

    private static Moment unchanged(List<String> updated, VendorFacts facts, CurrentOrder order) {
        Moment moment = Moment.of(facts.asOf(), updated.isEmpty() ? "unchanged" : "updated");
        Moment told = updated.isEmpty() ? moment : moment.because(String.join(", ", updated));
        return order.latest().isPresent() ? told.of(order.latestNumber()) : told;
    }
}
