package dev.scanrelay.fetch;

import dev.scanrelay.content.ContentRules;
import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.database.Database;
import dev.scanrelay.erase.Bars;
import dev.scanrelay.fetch.Attempts.OpenAttempt;
import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.fetch.Outcome.Failed;
import dev.scanrelay.itero.IteroOrder;
import dev.scanrelay.manifest.Manifests;
import dev.scanrelay.order.NewContent;
import dev.scanrelay.order.Orders;
import dev.scanrelay.order.Patient;
import dev.scanrelay.order.Planned;
import dev.scanrelay.order.Recorded;
import dev.scanrelay.order.VendorFacts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Ends an attempt that has the files: revision, event and what is done are recorded in one transaction, or nothing is. */
@ApplicationScoped
class Recording {

    private final Database database;
    private final Orders orders;
    private final Attempts attempts;
    private final Setbacks setbacks;
    private final Manifests manifests;
    private final ContentRules rules;
    private final Bars bars;
    private final Clock clock;

    Recording(
            Database database,
            Orders orders,
            Attempts attempts,
            Setbacks setbacks,
            Manifests manifests,
            ContentRules rules,
            Bars bars,
            Clock clock) {
        this.manifests = manifests;
        this.bars = bars;
        this.database = database;
        this.orders = orders;
        this.attempts = attempts;
        this.setbacks = setbacks;
        this.rules = rules;
        this.clock = clock;
    }

    Outcome record(Lease lease, OpenAttempt attempt, IteroOrder order, Collected collected) {
        NewContent content =
                new NewContent(attempt.id(), fingerprint(collected), collected.complete(), collected.files());
        VendorFacts facts = facts(order);
        NewContent planned = planned(lease, attempt, facts, content);
        Optional<Recorded> recorded = database.write(session -> bars.barredWith(session, seen(lease, order))
                .chain(barred -> barred
                        ? Uni.createFrom().item(Optional.empty())
                        : record(session, lease, attempt, facts, planned).map(Optional::of)));
        return recorded.map(result -> outcome(result, collected.complete())).orElseGet(Recording::barred);
    }

    private Uni<Recorded> record(
            Mutiny.Session session, Lease lease, OpenAttempt attempt, VendorFacts facts, NewContent content) {
        return setbacks.forget(session, lease)
                .chain(() -> orders.record(session, lease.asLeased(), facts, Optional.of(content)))
                .call(result -> result instanceof Recorded.NewRevision
                        ? attempts.commit(session, attempt.id())
                        : Uni.createFrom().voidItem());
    }

    /** Its patient's data was erased; so was the order just now, with its lease. */
    static Outcome barred() {
        return Failed.of(Kind.NOT_OURS, "the patient's data was erased");
    }

    static Bars.Seen seen(Lease lease, IteroOrder order) {
        return new Bars.Seen(
                lease.partner(),
                lease.account(),
                lease.orderId(),
                order.patient().patientId(),
                order.scannedAt());
    }

    private static Outcome outcome(Recorded recorded, boolean complete) {
        return switch (recorded) {
            case Recorded.NewRevision(int number) -> new Outcome.Stored(number, complete);
            case Recorded.Unchanged(int revision, List<String> updated) -> new Outcome.Unchanged(revision);
            case Recorded.LeaseLost() -> Failed.of(Kind.NOT_OURS, "lease lost");
        };
    }

    /** The manifest is in the store before the revision is in the catalogue: so each that is there has one. */
    private NewContent planned(Lease lease, OpenAttempt attempt, VendorFacts facts, NewContent content) {
        return database.read(session -> orders.plan(session, lease.asLeased(), facts, content))
                .map(plan -> content.with(
                        new Planned(plan, manifests.write(attempt.place(), attempt.prefix(), plan.manifest()))))
                .orElse(content);
    }

    private Fingerprint fingerprint(Collected collected) {
        return Fingerprint.of(collected.files().stream()
                .flatMap(file -> file.counting(rules.volatileFiles()).stream())
                .toList());
    }

    private VendorFacts facts(IteroOrder order) {
        return new VendorFacts(
                order.orderId(),
                order.status(),
                new Patient(
                        order.patient().patientId(),
                        order.patient().firstName(),
                        order.patient().lastName(),
                        order.patient().chartNumber()),
                order.doctor().doctorId(),
                order.procedure(),
                order.scannedAt(),
                order.modifiedAt(),
                clock.instant(),
                order.offer());
    }
}
