package dev.scanrelay.order;

import dev.scanrelay.content.ContentRules;
import dev.scanrelay.content.Jaw;
import dev.scanrelay.content.Role;
import dev.scanrelay.event.Event;
import dev.scanrelay.manifest.Manifest;
import dev.scanrelay.transfer.StoredFile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Says which revision an attempt's files will be, so that its manifest can be in the store before it is recorded. Nobody else adds a
 * revision while the lease is the current one; if somebody did, recording finds that out.
 */
@ApplicationScoped
class Planning {

    private final CurrentOrders current;
    private final ContentRules rules;
    private final Clock clock;

    Planning(CurrentOrders current, ContentRules rules, Clock clock) {
        this.current = current;
        this.rules = rules;
        this.clock = clock;
    }

    /** Empty if the files are no new revision, or the lease is not the current one. */
    Uni<Optional<Plan>> plan(Mutiny.Session session, LeasedOrder leased, VendorFacts facts, NewContent content) {
        return current.look(session, leased).map(found -> found.flatMap(order -> plan(order, facts, content)));
    }

    private Optional<Plan> plan(CurrentOrder order, VendorFacts facts, NewContent content) {
        return switch (Verdict.of(order, order.patientDiffers(), facts, Optional.of(content))) {
            case Verdict.NewFiles(NewContent files, int number) -> Optional.of(plan(order, facts, files, number));
            case Verdict.SameFiles same -> Optional.empty();
        };
    }

    private Plan plan(CurrentOrder order, VendorFacts facts, NewContent files, int number) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // what the database keeps
        List<NewArtifact> artifacts = NewArtifact.of(files);
        return new Plan(number, now, artifacts, manifest(order, facts, files, artifacts, number, now));
    }

    private Manifest manifest(
            CurrentOrder order,
            VendorFacts facts,
            NewContent files,
            List<NewArtifact> artifacts,
            int number,
            Instant now) {
        UnpackSummary unpacked = UnpackSummary.of(files.files());
        return new Manifest(
                Manifest.VERSION,
                order.partner().value(),
                order.account().value(),
                order.id(),
                order.rxId().value(),
                Optional.of(facts.orderId()),
                Optional.of(facts.status()),
                order.origin(),
                facts.scannedAt(),
                facts.modifiedAt(),
                number,
                files.fingerprint().value().hex(),
                files.fingerprint().ruleVersion(),
                files.complete(),
                unpacked.word(),
                unpacked.refusal(),
                files.attempt(),
                now,
                Event.orderReady(Announcement.of(order, facts, files, artifacts, number, now), now)
                        .id(),
                IntStream.range(0, artifacts.size())
                        .mapToObj(position -> file(artifacts.get(position), position + 1))
                        .toList());
    }

    private Manifest.StoredFile file(NewArtifact artifact, int number) {
        StoredFile file = artifact.file();
        return new Manifest.StoredFile(
                artifact.id(),
                number,
                artifact.container(),
                file.is().kind().wire(),
                file.is().role().map(Role::wire),
                file.is().jaw().map(Jaw::wire),
                file.mediaType(),
                file.size(),
                file.sha256().hex(),
                file.content().hex(),
                rules.volatileFiles().contain(file.is().kind(), file.name()),
                file.at().store(),
                file.at().bucket(),
                file.at().key());
    }
}
