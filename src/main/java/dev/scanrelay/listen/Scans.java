package dev.scanrelay.listen;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the files of a revision into the folder. */
final class Scans {

    private static final int TRIES = 4;

    private final Options options;
    private final Service service;
    private final Shelf shelf;
    private final Owed owed;
    private final Log log;
    private final Map<String, Integer> differed = new HashMap<>();
    private final Set<Owed.Debt> wrongAgain = new HashSet<>();

    Scans(Options options, Service service, Log log) {
        this.options = options;
        this.service = service;
        this.shelf = new Shelf(options.folder(), options.name());
        this.owed = new Owed(options.state());
        this.log = log;
    }

    /** Returns once all its files are there, or are known not to be had. */
    void save(Scan scan) throws IOException {
        Service.Answer answer = service.get(scan.path(), Map.of());
        if (answer.gone()) {
            log.say(scan + " is not to be had any more (" + answer.status() + ")");
            return;
        }
        boolean all = true;
        for (JsonNode view : answer.body().path("artifacts")) {
            Artifact artifact = Artifact.of(scan, view);
            if (options.wants(artifact.kind(), answer.body().path("unpacked").asText())) {
                all &= save(scan, answer.body().path("storedAt").asText(), artifact);
            }
        }
        if (all) {
            log.say(scan + ": all files are there");
        }
    }

    /** Tries again what kept coming wrong earlier. */
    void payDebts() throws IOException {
        for (Owed.Debt debt : owed.all()) {
            Service.Answer answer = service.get("/api/v1/orders/" + debt.order(), Map.of());
            if (!answer.gone()) {
                Optional<Scan> scan = Scan.of(answer.body(), debt.order(), debt.revision());
                if (scan.isPresent()) {
                    save(scan.get());
                }
            }
            if (!wrongAgain.contains(debt)) {
                owed.remove(debt);
            }
        }
    }

    boolean owesNothing() throws IOException {
        return owed.all().isEmpty();
    }

    private boolean save(Scan scan, String storedAt, Artifact artifact) throws IOException {
        Optional<Path> free = shelf.free(scan, storedAt, artifact);
        if (free.isEmpty()) {
            return true;
        }
        if (differed.getOrDefault(artifact.id(), 0) >= TRIES) {
            return false;
        }
        return switch (new Download(service).to(free.get(), artifact)) {
            case SAVED -> {
                log.say("saved " + NameTemplate.word(artifact.fileName()) + " of " + scan + ", " + artifact.size()
                        + " bytes");
                yield true;
            }
            case GONE -> {
                log.say("artifact " + artifact.id() + " of " + scan + " is not in the store any more");
                yield false;
            }
            case DIFFERS -> differs(scan, artifact);
        };
    }

    /** One bad file must not keep all later scans from the clinic. */
    private boolean differs(Scan scan, Artifact artifact) throws IOException {
        if (differed.merge(artifact.id(), 1, Integer::sum) < TRIES) {
            throw new Later("artifact " + artifact.id() + " of " + scan + " came with another digest than it has");
        }
        Owed.Debt debt = new Owed.Debt(scan.order(), scan.revision());
        owed.add(debt);
        wrongAgain.add(debt);
        log.say("ERROR artifact " + artifact.id() + " of " + scan
                + " keeps coming with another digest. It was not saved;"
                + " the next start tries again. Tell the operator.");
        return false;
    }
}
