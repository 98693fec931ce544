package dev.scanrelay.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxClient.Contents;
import dev.scanrelay.testing.SandboxClient.Produced;
import dev.scanrelay.testing.SandboxClient.Served;
import dev.scanrelay.testing.SandboxClient.Versions;
import dev.scanrelay.transfer.StoreView;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Gathers what a run left behind, each from where it is told first hand. */
final class Findings {

    private static final String BUCKET = "scanrelay";
    private static final String REVISIONS = """
            select o.rx_id, a.revision, a.object_key, encode(a.sha256, 'hex'), a.kind, a.container_id is not null, coalesce(r.manifest_key, '')
              from artifact a join scan_order o on o.id = a.order_id
              join revision r on r.order_id = a.order_id and r.number = a.revision
             order by o.rx_id, a.revision, a.position""";

    private final Surroundings around;
    private final SandboxClient sandbox;

    Findings(Surroundings around) {
        this.around = around;
        this.sandbox = around.sandbox();
    }

    Evidence evidence(List<HeardEvent> events) throws Exception {
        return new Evidence(scans(), revisions(), objects(), uploads(), events);
    }

    /** By the sandbox's ledger: what every scan's files were, one version after the other. */
    List<ScanHistory> scans() {
        return LongStream.range(Script.FIRST_ACCOUNT, Script.FIRST_ACCOUNT + Script.ACCOUNTS)
                .boxed()
                .flatMap(this::scans)
                .toList();
    }

    private Stream<ScanHistory> scans(long account) {
        SandboxClient.Ledger ledger = sandbox.ledger(account);
        if (ledger.dropped() > 0) {
            throw new IllegalStateException("the ledger was too small for this run");
        }
        Map<String, List<Produced>> byRx = new LinkedHashMap<>();
        ledger.produced()
                .forEach(line -> byRx.computeIfAbsent(line.rxId(), rx -> new ArrayList<>())
                        .add(line));
        return byRx.entrySet().stream().map(one -> history(one.getKey(), one.getValue(), ledger.served()));
    }

    private ScanHistory history(String rxId, List<Produced> produced, List<Served> served) {
        List<Content> contents = new ArrayList<>();
        for (int line = 0; line < produced.size(); line++) {
            Produced made = produced.get(line);
            long until = line + 1 < produced.size() ? produced.get(line + 1).sequence() : Long.MAX_VALUE;
            boolean read = served.stream()
                    .anyMatch(answer -> answer.rxId().equals(rxId)
                            && answer.complete()
                            && answer.sequence() > made.sequence()
                            && answer.sequence() < until);
            add(contents, content(rxId, made.versions(), read));
        }
        return new ScanHistory(rxId, contents);
    }

    /** A change that left the files as they were is none. */
    private static void add(List<Content> contents, Content next) {
        if (contents.isEmpty() || !contents.getLast().files().equals(next.files())) {
            contents.add(next);
        } else if (next.read()) {
            contents.set(contents.size() - 1, next);
        }
    }

    private Content content(String rxId, Versions versions, boolean read) {
        Contents made = sandbox.contents(rxId, versions);
        List<String> files = Stream.concat(
                        made.entries().stream().flatMap(entry -> entry.sha256().stream()),
                        made.artifacts().stream().flatMap(artifact -> artifact.sha256().stream()))
                .toList();
        int printed = (int)
                made.entries().stream().filter(SandboxClient.Entry::printed).count();
        return new Content(files, printed, read);
    }

    private List<KeptRevision> revisions() throws SQLException {
        Map<String, KeptRevision> kept = new LinkedHashMap<>();
        try (Connection database = around.database();
                ResultSet rows = database.createStatement().executeQuery(REVISIONS)) {
            while (rows.next()) {
                KeptRevision revision =
                        new KeptRevision(rows.getString(1), rows.getInt(2), rows.getString(7), new ArrayList<>());
                kept.computeIfAbsent(revision.rxId() + "/" + revision.number(), name -> revision)
                        .files()
                        .add(new NamedFile(
                                rows.getString(3),
                                rows.getString(4),
                                Witness.place(rows.getString(5), rows.getBoolean(6))));
            }
        }
        return List.copyOf(kept.values());
    }

    private List<StoredObject> objects() throws IOException {
        List<StoredObject> objects = new ArrayList<>();
        try (StoreView store = store()) {
            for (String key : store.keys()) {
                objects.add(new StoredObject(key, digest(store, key), storedAt(key), inside(store, key)));
            }
        }
        return objects;
    }

    private List<String> uploads() {
        try (StoreView store = store()) {
            return store.openUploads();
        }
    }

    private StoreView store() {
        return new StoreView(URI.create(around.storeEndpoint()), BUCKET);
    }

    private static String digest(StoreView store, String key) throws IOException {
        try (InputStream bytes = store.open(key)) {
            return Sha256.of(bytes);
        }
    }

    /** The store's own clock is that of the folder under it. */
    private java.time.Instant storedAt(String key) throws IOException {
        Path path = around.objects().resolve(BUCKET).resolve(key);
        return Files.getLastModifiedTime(path).toInstant();
    }

    private static List<String> named(StoreView store, String key) throws IOException {
        try (InputStream manifest = store.open(key)) {
            return StreamSupport.stream(
                            new ObjectMapper().readTree(manifest).path("files").spliterator(), false)
                    .map(file -> WrongManifests.line(
                            file.path("key").asText(), file.path("sha256").asText()))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> inside(StoreView store, String key) throws IOException {
        if (key.endsWith("/manifest.json")) {
            return named(store, key);
        }
        if (!key.endsWith(".zip")) {
            return List.of();
        }
        List<String> digests = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(store.open(key))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    var digest = Sha256.digest();
                    byte[] buffer = new byte[8192];
                    for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                        digest.update(buffer, 0, read);
                    }
                    digests.add(java.util.HexFormat.of().formatHex(digest.digest()));
                }
            }
        }
        return digests;
    }
}
