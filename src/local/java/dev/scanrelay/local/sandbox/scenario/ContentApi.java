package dev.scanrelay.local.sandbox.scenario;

import dev.scanrelay.local.sandbox.content.Build;
import dev.scanrelay.local.sandbox.content.Content;
import dev.scanrelay.local.sandbox.content.Digests;
import dev.scanrelay.local.sandbox.content.Export;
import dev.scanrelay.local.sandbox.content.ExportFile;
import dev.scanrelay.local.sandbox.content.Plan;
import dev.scanrelay.local.sandbox.content.Versions;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.world.Scan;
import dev.scanrelay.local.sandbox.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a scan's files are: the list of them with digests, and its thumbnail. */
public final class ContentApi {

    private static final long LARGEST_DIGESTED = 512L << 20;
    private static final Build ANY = Build.at(Instant.EPOCH);

    private final long seed;
    private final World world;

    record Entry(String name, String type, String jaw, long size, boolean printed, Optional<String> sha256) {

        static Entry of(ExportFile file) {
            var part = file.zip();
            boolean digested = !file.printed() && part.size() <= LARGEST_DIGESTED;
            var sha256 = digested ? Optional.of(Digests.sha256(part)) : Optional.<String>empty();
            return new Entry(part.name(), file.type(), file.jaw(), part.size(), file.printed(), sha256);
        }
    }

    record Stable(String type, long size, Optional<String> sha256) {

        static Stable of(String type, Content content) {
            var sha256 = content.size() <= LARGEST_DIGESTED
                    ? Optional.of(Digests.sha256(content))
                    : Optional.<String>empty();
            return new Stable(type, content.size(), sha256);
        }
    }

    record Contents(Versions versions, List<Entry> entries, List<Stable> artifacts) {}

    public ContentApi(long seed, World world) {
        this.seed = seed;
        this.world = world;
    }

    public void addTo(Router router) {
        router.on("sandbox.contents", "GET", "/sandbox/scans/{rxId}/contents", this::contents);
        router.on("sandbox.thumbnail", "GET", "/sandbox/scans/{rxId}/thumbnail.jpg", this::thumbnail);
    }

    /** Of the present version of the files, or of the one that the query names by {@code mesh}, {@code images}, {@code margin}. */
    private Answer contents(Request request) {
        var now = export(request);
        var versions = new Versions(
                version(request, "mesh", now.versions().mesh()),
                version(request, "images", now.versions().images()),
                version(request, "margin", now.versions().margin()));
        var export = new Export(seed, now.subject(), now.plan(), versions);
        boolean zipped = now.plan().artifacts().contains(Plan.IDE);
        var entries = zipped ? export.files(ANY).stream().map(Entry::of).toList() : List.<Entry>of();
        return Answer.json(new Contents(versions, entries, stable(export)));
    }

    private static List<Stable> stable(Export export) {
        return export.plan().artifacts().stream()
                .filter(type -> !type.equals(Plan.IDE))
                .map(type -> Stable.of(type, type.equals(Plan.IMAGE_GALLERY) ? export.gallery(ANY) : export.raw(type)))
                .toList();
    }

    private Answer thumbnail(Request request) {
        return Answer.of(200)
                .with("Content-Type", "image/jpeg")
                .with("Cache-Control", "max-age=60")
                .with(export(request).gallery(ANY));
    }

    private Export export(Request request) {
        return world.scan(request.path("rxId"))
                .filter(Scan::isScanned)
                .orElseThrow(() -> Refusal.notFound("scan"))
                .export(seed);
    }

    private static int version(Request request, String name, int present) {
        return request.query(name)
                .map(text -> (int) request.requiredNumber(name))
                .orElse(present);
    }
}
