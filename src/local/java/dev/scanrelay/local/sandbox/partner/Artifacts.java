package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.content.Build;
import dev.scanrelay.local.sandbox.content.Cache;
import dev.scanrelay.local.sandbox.content.Content;
import dev.scanrelay.local.sandbox.content.Export;
import dev.scanrelay.local.sandbox.content.Plan;
import dev.scanrelay.local.sandbox.content.Zip;
import dev.scanrelay.local.sandbox.content.ZipPart;
import dev.scanrelay.local.sandbox.world.Scan;
import java.time.Instant;
import java.util.List;

/** The files that an order offers, by type. */
final class Artifacts {

    private static final Build ANY = Build.at(Instant.EPOCH);

    private final long seed;
    private final Cache<Object, Long> sizes = new Cache<>(20_000);

    record Artifact(String type, String fileName, String contentType, boolean rebuilt) {}

    Artifacts(long seed) {
        this.seed = seed;
    }

    List<Artifact> of(Scan scan) {
        if (!scan.isScanned()) {
            return List.of();
        }
        return scan.plan().artifacts().stream()
                .map(type -> artifact(scan, type))
                .toList();
    }

    /** The length is the same for every build. */
    long size(Scan scan, Artifact artifact) {
        record Key(Export export, String type) {}
        return sizes.get(
                new Key(scan.export(seed), artifact.type()),
                () -> content(scan, artifact, ANY).size());
    }

    Content content(Scan scan, Artifact artifact, Build build) {
        var export = scan.export(seed);
        return switch (artifact.type()) {
            case Plan.IDE -> export.zip(build);
            case Plan.IMAGE_GALLERY -> export.gallery(build);
            default -> export.raw(artifact.type());
        };
    }

    /** Several files asked for at once come in one zip. */
    Content bundle(Scan scan, List<Artifact> artifacts, Build build) {
        return Zip.of(artifacts.stream()
                .map(artifact -> ZipPart.stored(artifact.fileName(), content(scan, artifact, build)))
                .toList());
    }

    private Artifact artifact(Scan scan, String type) {
        var export = scan.export(seed);
        return switch (type) {
            case Plan.IDE -> new Artifact(type, export.zipName(), "application/zip", true);
            case Plan.IMAGE_GALLERY -> new Artifact(type, export.galleryName(), "image/jpeg", false);
            default ->
                new Artifact(
                        type,
                        "%s_%d.bin"
                                .formatted(
                                        type.toLowerCase(java.util.Locale.ROOT),
                                        scan.orderId().orElseThrow()),
                        "application/octet-stream",
                        false);
        };
    }
}
