package dev.scanrelay.fetch;

import dev.scanrelay.content.ContentRules;
import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.database.Database;
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

/** Ends an attempt that has the files: revision, event and what is done are recorded in one transaction, or nothing is. */
@ApplicationScoped
class Recording {

    private final Database database;
    private final Orders orders;
    private final Attempts attempts;
    private final Setbacks setbacks;
    private final Manifests manifests;
    private final ContentRules rules;
    private final Clock clock;

    Recording(
            Database database,
            Orders orders,
            Attempts attempts,
            Setbacks setbacks,
            Manifests manifests,
            ContentRules rules,
            Clock clock) {
        this.manifests = manifests;
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
        Recorded recorded = database.write(session -> setbacks.forget(session, lease)
                .chain(() -> orders.record(session, lease.asLeased(), facts, Optional.of(planned)))
                .call(result -> result instanceof Recorded.NewRevision
                        ? attempts.commit(session, attempt.id())
                        : Uni.createFrom().voidItem()));
        return switch (recorded) {
            case Recorded.NewRevision(int number) -> new Outcome.Stored(number, collected.complete());
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
