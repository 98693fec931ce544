package dev.scanrelay.storage;

import dev.scanrelay.transfer.ObjectAddress;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Compares all that the catalogue names with the store. Reads only. */
final class Verification {

    private static final int ORDERS_AT_ONCE = 100;
    private static final int LOOKS_AT_ONCE = 16;

    private final Tables tables;
    private final Inspection inspection;
    private final PrintStream out;
    private final PrintStream progress;
    private final Semaphore turns = new Semaphore(LOOKS_AT_ONCE);
    private long orders;
    private long objects;
    private long bytes;
    private long problems;
    private long withoutManifest;

    Verification(Tables tables, Inspection inspection, PrintStream out, PrintStream progress) {
        this.tables = tables;
        this.inspection = inspection;
        this.out = out;
        this.progress = progress;
    }

    /** Whether all is well. */
    boolean run() throws SQLException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<UUID> page = tables.orders(Tables.FIRST, ORDERS_AT_ONCE);
            while (!page.isEmpty()) {
                verify(page, threads);
                progress.println("verified orders=" + orders + " objects=" + objects + " problems=" + problems);
                page = tables.orders(page.getLast(), ORDERS_AT_ONCE);
            }
        }
        out.println("Verified " + orders + " orders, " + objects + " objects, " + bytes + " bytes: "
                + (problems == 0 ? "all is there." : problems + " problems."));
        if (withoutManifest > 0) {
            out.println(withoutManifest
                    + " revisions were stored before there were manifests: they can't be rebuilt from the store.");
        }
        return problems == 0;
    }

    private void verify(List<UUID> page, ExecutorService threads) throws SQLException, InterruptedException {
        List<Look> looks = new ArrayList<>();
        for (UUID order : page) {
            orders++;
            looks.addAll(looks(order, threads));
        }
        for (Look look : looks) {
            Optional<String> wrong = ended(look.result);
            if (wrong.isPresent() && isStillNamed(look)) {
                problems++;
                out.println(new Problem(look.order, look.revision, wrong.get(), look.at).line());
            }
        }
    }

    private List<Look> looks(UUID order, ExecutorService threads) throws SQLException {
        List<KeptFile> files = tables.files(order);
        List<Look> looks = new ArrayList<>();
        Map<ObjectAddress, KeptFile> each = new HashMap<>();
        files.forEach(file -> each.putIfAbsent(file.at(), file)); // revisions share what did not change
        for (KeptFile file : each.values()) {
            objects++;
            bytes += file.size();
            looks.add(new Look(order, file.revision(), file.at(), threads.submit(() -> inTurn(file))));
        }
        for (KeptRevision revision : tables.revisions(order)) {
            withoutManifest += revision.manifest().isEmpty() ? 1 : 0;
            revision.manifest().ifPresent(at -> {
                objects++;
                looks.add(new Look(order, revision.number(), at, threads.submit(() -> inTurn(at, revision, files))));
            });
        }
        return looks;
    }

    private Optional<String> inTurn(KeptFile file) throws InterruptedException {
        turns.acquire();
        try {
            return inspection.of(file);
        } finally {
            turns.release();
        }
    }

    private Optional<String> inTurn(ObjectAddress at, KeptRevision revision, List<KeptFile> files)
            throws InterruptedException {
        turns.acquire();
        try {
            return inspection.of(
                    at,
                    revision,
                    files.stream()
                            .filter(file -> file.revision() == revision.number())
                            .toList());
        } finally {
            turns.release();
        }
    }

    /** What was moved or erased meanwhile is not wrong. */
    private boolean isStillNamed(Look look) throws SQLException {
        boolean asFile =
                tables.files(look.order).stream().anyMatch(file -> file.at().equals(look.at));
        return asFile
                || tables.revisions(look.order).stream()
                        .anyMatch(revision ->
                                revision.manifest().filter(look.at::equals).isPresent());
    }

    private static Optional<String> ended(Future<Optional<String>> look) throws InterruptedException {
        try {
            return look.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(failed);
        }
    }

    private record Look(UUID order, int revision, ObjectAddress at, Future<Optional<String>> result) {}
}
