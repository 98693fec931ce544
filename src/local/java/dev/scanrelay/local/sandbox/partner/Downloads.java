package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.content.Build;
import dev.scanrelay.local.sandbox.content.Content;
import dev.scanrelay.local.sandbox.content.Plan;
import dev.scanrelay.local.sandbox.fault.FaultKind;
import dev.scanrelay.local.sandbox.fault.Faults;
import dev.scanrelay.local.sandbox.fault.Target;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.ledger.Ledger;
import dev.scanrelay.local.sandbox.world.Scan;
import dev.scanrelay.local.sandbox.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers with the bytes of an order's files. An export is built anew for each call, unless {@code If-Range} names a build. */
final class Downloads {

    private static final Build STABLE = Build.at(Instant.EPOCH);

    private final long seed;
    private final World world;
    private final Artifacts artifacts;
    private final ETags etags;
    private final BuildTimes times;
    private final Faults faults;
    private final Ledger ledger;

    Downloads(
            long seed, World world, Artifacts artifacts, ETags etags, BuildTimes times, Faults faults, Ledger ledger) {
        this.seed = seed;
        this.world = world;
        this.artifacts = artifacts;
        this.etags = etags;
        this.times = times;
        this.faults = faults;
        this.ledger = ledger;
    }

    /** @param named the build that a storage link names */
    Answer serve(Request request, Target target, Scan scan, List<Artifacts.Artifact> wanted, Optional<Instant> named) {
        var type =
                String.join("+", wanted.stream().map(Artifacts.Artifact::type).toList());
        var condition = request.header("If-Range");
        boolean changing = faults.hits(FaultKind.ETAG_CHANGES, target);
        var resumed = condition.filter(etag -> !changing).flatMap(etag -> etags.build(scan.export(seed), type, etag));
        var build = resumed.orElseGet(() -> build(target, wanted, changing ? Optional.of(times.next()) : named));
        var content = content(scan, wanted, build, target);
        var whole = whole(scan, type, wanted, build, content);
        return noted(scan, type, Ranges.apply(request, whole, condition.isEmpty() || resumed.isPresent()));
    }

    private Build build(Target target, List<Artifacts.Artifact> wanted, Optional<Instant> named) {
        boolean rebuilt = wanted.stream().anyMatch(Artifacts.Artifact::rebuilt);
        boolean headers = faults.hits(FaultKind.VOLATILE_STL_HEADERS, target);
        boolean images = faults.hits(FaultKind.REENCODED_IMAGES, target);
        boolean stable = !rebuilt && !headers && !images && named.isEmpty();
        return stable ? STABLE : new Build(named.orElseGet(times::next), headers, images);
    }

    private Content content(Scan scan, List<Artifacts.Artifact> wanted, Build build, Target target) {
        boolean broken = faults.hits(FaultKind.BAD_CRC, target);
        var shown = broken ? scan.withVariant(Plan.Variant.BAD_CRC) : scan;
        return wanted.size() == 1
                ? artifacts.content(shown, wanted.getFirst(), build)
                : artifacts.bundle(shown, wanted, build);
    }

    private Answer whole(Scan scan, String type, List<Artifacts.Artifact> wanted, Build build, Content content) {
        var first = wanted.getFirst();
        boolean single = wanted.size() == 1;
        var name = single ? first.fileName() : "Order_" + scan.orderId().orElseThrow() + ".zip";
        var answer = Answer.of(200)
                .with("Content-Type", single ? first.contentType() : "application/zip")
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .with("ETag", ETags.of(scan.export(seed), type, build))
                .with("Accept-Ranges", "bytes")
                .with(content);
        boolean chunked = world.account(scan.companyId())
                .filter(account -> account.behaviour().chunked())
                .isPresent();
        return chunked ? answer.with(answer.delivery().inChunks()) : answer;
    }

    /** Written to the ledger when the last byte went, or failed to. */
    private Answer noted(Scan scan, String type, Answer answer) {
        return answer.whenSent(sent -> {
            ledger.served(
                    scan.companyId(),
                    scan.rxId(),
                    scan.orderId().orElseThrow(),
                    type,
                    answer.status(),
                    answer.headers().getOrDefault("ETag", ""),
                    answer.body().from(),
                    sent.bytes(),
                    sent.complete());
            if (sent.complete() && sent.bytes() > 0) {
                world.change(scan.rxId(), Scan::fetched);
            }
        });
    }

    static List<Artifacts.Artifact> select(List<Artifacts.Artifact> all, List<String> types) {
        var selected = all.stream()
                .filter(artifact -> types.isEmpty() || types.contains(artifact.type()))
                .toList();
        if (selected.isEmpty()) {
            throw new Refusal(404, "artifact_not_found", "the order has no file of this type");
        }
        return selected;
    }
}
