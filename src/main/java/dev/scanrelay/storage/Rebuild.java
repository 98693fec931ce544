package dev.scanrelay.storage;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.manifest.Manifest;
import dev.scanrelay.manifest.Manifests;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Place;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adds to the catalogue what manifests tell and it lacks. What is there is never changed but for what follows from a revision that is added;
 * nothing is announced. It may be repeated.
 */
final class Rebuild {

    private static final int TELL_EVERY = 500;

    private final Restoring restoring;
    private final Unnamed unnamed;
    private final ObjectStore store;
    private final Manifests manifests;
    private final Optional<AccountId> account;
    private final PrintStream out;
    private final PrintStream progress;
    private final Map<Restored, Long> counts = new EnumMap<>(Restored.class);
    private long seen;

    Rebuild(
            Connection database,
            ObjectStore store,
            Optional<AccountId> account,
            PrintStream out,
            PrintStream progress) {
        this.restoring = new Restoring(database);
        this.unnamed = new Unnamed(database);
        this.store = store;
        this.manifests = new Manifests(store);
        this.account = account;
        this.out = out;
        this.progress = progress;
    }

    /** Whether all that the manifests tell is in the catalogue. */
    boolean run() throws SQLException {
        Set<UUID> erased = new Tombstones(store).orders();
        for (Place place : store.places()) {
            SqlFailure.unwrapped(() -> manifests.each(place, at -> SqlFailure.wrapped(() -> restore(at, erased))));
        }
        tell();
        out.println("Restored " + count(Restored.ADDED) + " revisions of " + seen + " manifests. There already: "
                + count(Restored.KNOWN) + ", removed: " + count(Restored.REMOVED) + ", never committed: "
                + count(Restored.NOT_COMMITTED) + ", erased: "
                + count(Restored.ERASED) + ", under way: " + count(Restored.UNDER_WAY) + ", in conflict: "
                + count(Restored.CONFLICT) + ", unreadable: "
                + count(Restored.UNREADABLE) + ", with files that are missing: " + count(Restored.FILES_MISSING) + ".");
        if (count(Restored.ADDED) > 0) {
            out.println(
                    "Not restored: names and chart numbers, the vendor's names of files, references and scan requests of practice"
                            + " software, events in the feed. Have the orders fetched again (redrive) to bring the names back.");
        }
        return counts.keySet().stream().noneMatch(Restored::isWrong);
    }

    private void restore(ObjectAddress at, Set<UUID> erased) throws SQLException {
        if (account.isPresent() && !at.key().contains("/" + account.get() + "/")) {
            return;
        }
        seen++;
        Optional<Manifest> manifest = manifests.read(at);
        Restored outcome = manifest.isPresent() ? restore(at, manifest.get(), erased) : Restored.UNREADABLE;
        if (manifest.isPresent() && isToBeNoted(manifest.get(), outcome)) {
            unnamed.note(manifest.get().orderId(), objects(manifest.get()), outcome);
        }
        counts.merge(outcome, 1L, Long::sum);
        if (outcome.isWrong()) {
            out.println("problem=" + outcome.word()
                    + manifest.map(one -> " order=" + one.orderId() + " revision=" + one.revision())
                            .orElse("")
                    + " store=" + at.store() + " bucket=" + at.bucket() + " key=" + at.key());
        }
        if (seen % TELL_EVERY == 0) {
            tell();
        }
    }

    private Restored restore(ObjectAddress at, Manifest manifest, Set<UUID> erased) throws SQLException {
        if (!at.key().equals(prefix(manifest) + Manifests.NAME)) {
            return Restored.UNREADABLE; // a manifest that lies under another's prefix is not of our making
        }
        if (erased.contains(manifest.orderId())) {
            return Restored.ERASED;
        }
        Optional<Restored> already = restoring.already(manifest);
        if (already.isPresent()) {
            return already.get();
        }
        boolean whole = manifest.files().stream()
                .allMatch(file -> store.head(file.at())
                        .filter(found -> found.size() == file.sizeBytes())
                        .isPresent());
        return whole ? restoring.add(manifest, at) : Restored.FILES_MISSING;
    }

    private boolean isToBeNoted(Manifest manifest, Restored outcome) throws SQLException {
        return switch (outcome) {
            case ADDED, KNOWN, REMOVED, ERASED -> true;
            case NOT_COMMITTED -> !restoring.knows(manifest.attempt()); // one that is known is swept
            case UNDER_WAY, CONFLICT, UNREADABLE, FILES_MISSING -> false;
        };
    }

    /** What the manifest names, and what lies under its prefix anywhere: a move may have left it, or not have ended. */
    private Set<ObjectAddress> objects(Manifest manifest) {
        return Stream.concat(
                        manifest.objects(),
                        store.places().stream().flatMap(place -> store.objects(place, prefix(manifest)).stream()))
                .collect(Collectors.toSet());
    }

    private static String prefix(Manifest manifest) {
        return "orders/" + manifest.partner() + "/" + manifest.account() + "/" + manifest.attempt() + "/";
    }

    private long count(Restored outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    private void tell() {
        progress.println("read manifests=" + seen + " restored=" + count(Restored.ADDED));
    }
}
