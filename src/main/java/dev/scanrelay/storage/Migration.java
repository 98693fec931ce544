package dev.scanrelay.storage;

import dev.scanrelay.manifest.Manifest;
import dev.scanrelay.manifest.Manifests;
import dev.scanrelay.transfer.Copied;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Place;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves what is elsewhere to where new objects go: copy, compare, then let the catalogue name the copy. What was there before stays until
 * {@link Removal}. Whatever was done is not done again, and several may run at once: they share the orders out among them.
 */
final class Migration {

    private static final int ORDERS_AT_ONCE = 100;

    private final Tables tables;
    private final OrderLocks locks;
    private final ObjectStore store;
    private final Manifests manifests;
    private final PrintStream out;
    private final PrintStream progress;
    private final Place to;
    private long orders;
    private long objects;
    private long bytes;
    private long problems;

    Migration(Tables tables, OrderLocks locks, ObjectStore store, PrintStream out, PrintStream progress) {
        this.tables = tables;
        this.locks = locks;
        this.store = store;
        this.manifests = new Manifests(store);
        this.out = out;
        this.progress = progress;
        this.to = store.place();
    }

    /** Whether all is moved. */
    boolean run() throws SQLException {
        new Tombstones(store).gather();
        List<UUID> others = new ArrayList<>();
        List<UUID> page = tables.ordersElsewhere(to, Tables.FIRST, ORDERS_AT_ONCE);
        while (!page.isEmpty()) {
            for (UUID order : page) {
                if (!locks.tryWith(order, () -> move(order))) {
                    others.add(order);
                }
            }
            tell();
            page = tables.ordersElsewhere(to, page.getLast(), ORDERS_AT_ONCE);
        }
        for (UUID order : others) {
            locks.with(order, () -> move(order)); // another has most likely moved it by now
        }
        out.println("Moved " + orders + " orders, " + objects + " objects, " + bytes + " bytes to store=" + to.store()
                + " bucket=" + to.bucket() + ": "
                + (problems == 0 ? "nothing is elsewhere." : problems + " problems, which stay where they are."));
        return problems == 0;
    }

    private void move(UUID order) throws SQLException {
        Map<ObjectAddress, KeptFile> elsewhere = new HashMap<>();
        tables.files(order).stream()
                .filter(file -> !file.at().place().equals(to))
                .forEach(file -> elsewhere.putIfAbsent(file.at(), file));
        for (KeptFile file : elsewhere.values()) {
            move(order, file);
        }
        moveManifests(order);
        orders++;
    }

    private void move(UUID order, KeptFile file) throws SQLException {
        ObjectAddress copy = to.at(file.at().key());
        tables.copying(order, copy);
        Copied copied = store.copy(file.at(), copy, file.mediaType(), file.size(), file.sha256());
        if (copied != Copied.SAME) {
            problems++;
            out.println(new Problem(order, file.revision(), copied.word(), file.at()).line());
        } else if (tables.moved(order, file.at(), to)) {
            objects++;
            bytes += file.size();
        }
    }

    /** Each says where the files are now; a manifest that is where it should be may name files that have moved. */
    private void moveManifests(UUID order) throws SQLException {
        Map<UUID, ObjectAddress> places = new HashMap<>();
        tables.files(order).forEach(file -> places.put(file.id(), file.at()));
        for (KeptRevision revision : tables.revisions(order)) {
            Optional<ObjectAddress> at = revision.manifest();
            if (at.isPresent()) {
                moveManifest(order, revision.number(), at.get(), places);
            }
        }
    }

    private void moveManifest(UUID order, int number, ObjectAddress at, Map<UUID, ObjectAddress> places)
            throws SQLException {
        Optional<Manifest> found = manifests.read(at);
        if (found.isEmpty()) {
            problems++;
            out.println(new Problem(order, number, "manifest-missing", at).line());
            return;
        }
        Manifest moved = found.get().at(places);
        boolean stays = at.place().equals(to);
        if (stays && moved.equals(found.get())) {
            return;
        }
        if (stays) {
            manifests.write(at, moved);
            return;
        }
        tables.copying(order, to.at(at.key()));
        manifests.write(to.at(at.key()), moved);
        tables.manifestMoved(order, at, to);
    }

    private void tell() {
        progress.println(
                "moved orders=" + orders + " objects=" + objects + " bytes=" + bytes + " problems=" + problems);
    }
}
