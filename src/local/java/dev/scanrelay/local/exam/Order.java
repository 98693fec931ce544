package dev.scanrelay.local.exam;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** An order that is served to the vendor, and what he did with it. Guarded by the {@link Watch} of the exam. */
final class Order {

    private final UUID id = UUID.randomUUID();
    private final UUID rx = UUID.randomUUID();
    private final String account;
    private final TreeMap<Integer, List<Artifact>> revisions = new TreeMap<>();
    private final Map<UUID, Integer> downloads = new HashMap<>();
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Trouble trouble = new Trouble();
    private String lastName = "Muster";
    private int reads;
    private Optional<Instant> toldAt = Optional.empty();

    Order(String account) {
        this.account = account;
    }

    UUID id() {
        return id;
    }

    UUID rx() {
        return rx;
    }

    String account() {
        return account;
    }

    /** Events with the same one are in the order in which they happened. */
    String orderingKey() {
        return Documents.PARTNER + "/" + account + "/" + rx;
    }

    void add(int revision, List<Artifact> files) {
        revisions.put(revision, List.copyOf(files));
    }

    void add(int revision, int files) {
        add(
                revision,
                IntStream.range(0, files)
                        .mapToObj(i -> Artifact.of(Artifact.Form.MESH, false))
                        .toList());
    }

    /** The latest first, as the API tells them. */
    Map<Integer, List<Artifact>> revisions() {
        return revisions.descendingMap();
    }

    List<Artifact> files(int revision) {
        return revisions.getOrDefault(revision, List.of());
    }

    int latest() {
        return revisions.lastKey();
    }

    Optional<Artifact> artifact(String artifact) {
        return revisions.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.id().toString().equals(artifact))
                .findFirst();
    }

    String lastName() {
        return lastName;
    }

    void rename(String name) {
        lastName = name;
    }

    /** When the software was told of it last. */
    Optional<Instant> toldAt() {
        return toldAt;
    }

    void told(Instant now) {
        toldAt = Optional.of(now);
    }

    Trouble trouble() {
        return trouble;
    }

    void read() {
        reads++;
    }

    int reads() {
        return reads;
    }

    void downloaded(Artifact artifact) {
        downloads.merge(artifact.id(), 1, Integer::sum);
    }

    void acknowledged(Acknowledgement acknowledgement) {
        acknowledgements.add(acknowledgement);
    }

    void refused(String call) {
        refusals.add(call);
    }

    List<Acknowledgement> acknowledgements() {
        return List.copyOf(acknowledgements);
    }

    boolean imported(int revision) {
        return acknowledgements.stream().anyMatch(one -> one.revision() == revision && one.imported());
    }

    /** Whether each file of a revision was downloaded at least once. */
    boolean downloaded(int revision) {
        return files(revision).stream().allMatch(one -> downloads.containsKey(one.id()));
    }

    int downloads() {
        return downloads.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean downloadedAgain() {
        return downloads.values().stream().anyMatch(times -> times > 1);
    }

    /** The documents that it is said to have become, of all revisions. */
    long documents() {
        return acknowledgements.stream()
                .filter(Acknowledgement::imported)
                .map(one -> one.revision() + " " + one.document())
                .distinct()
                .count();
    }

    boolean untouched() {
        return downloads.isEmpty() && acknowledgements.isEmpty();
    }

    /** In words for the report. */
    String seen() {
        var said = acknowledgements.isEmpty()
                ? "no acknowledgement"
                : String.join(
                        ", ",
                        acknowledgements.stream().map(Acknowledgement::words).toList());
        var turned = refusals.isEmpty() ? "" : "; calls we refused: " + String.join(", ", refusals);
        return said + "; downloads: " + downloads() + "; reads of the order: " + reads + turned;
    }
}
