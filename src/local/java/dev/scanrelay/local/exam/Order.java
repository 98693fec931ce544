package dev.scanrelay.local.exam;

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
    private final TreeMap<Integer, List<Artifact>> revisions = new TreeMap<>();
    private final Map<UUID, Integer> downloads = new HashMap<>();
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private String lastName = "Muster";
    private int reads;
    private int busyDownloads;
    private int busyAcknowledgements;

    UUID id() {
        return id;
    }

    void add(int revision, int artifacts, boolean damaged) {
        revisions.put(
                revision,
                IntStream.range(0, artifacts)
                        .mapToObj(i -> Artifact.of(damaged && i == 0))
                        .toList());
    }

    Map<Integer, List<Artifact>> revisions() {
        return revisions;
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

    void read() {
        reads++;
    }

    int reads() {
        return reads;
    }

    /** The next so many downloads are answered with 503. */
    void busyDownloads(int times) {
        busyDownloads = times;
    }

    void busyAcknowledgements(int times) {
        busyAcknowledgements = times;
    }

    boolean takesDownload() {
        return busyDownloads-- <= 0;
    }

    boolean takesAcknowledgement() {
        return busyAcknowledgements-- <= 0;
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

    List<Acknowledgement> acknowledgements(int revision) {
        return acknowledgements.stream()
                .filter(one -> one.revision() == revision)
                .toList();
    }

    boolean imported(int revision) {
        return acknowledgements(revision).stream().anyMatch(Acknowledgement::imported);
    }

    /** How many of a revision's artifacts were downloaded at least once. */
    long downloadedOf(int revision) {
        return revisions.getOrDefault(revision, List.of()).stream()
                .filter(one -> downloads.containsKey(one.id()))
                .count();
    }

    int downloads() {
        return downloads.values().stream().mapToInt(Integer::intValue).sum();
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
                        acknowledgements.stream()
                                .map(one -> "revision " + one.revision() + " acknowledged " + one.outcome())
                                .toList());
        var turned = refusals.isEmpty() ? "" : "; calls we refused: " + String.join(", ", refusals);
        return said + "; downloads: " + downloads() + "; reads of the order: " + reads + turned;
    }
}
