package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The events that were told by the feed, and what goes wrong when it is read next. Guarded by the {@link Watch} of the exam. */
final class Feed {

    private final List<ObjectNode> events = new ArrayList<>();
    private final Set<Integer> cuts = new HashSet<>();
    private int age = 1;
    private int connections;
    private int hollow;
    private int busy;
    private int asked;
    private int refused;

    /** A part of the feed. */
    record Stretch(List<ObjectNode> events, Cursor next, boolean more) {}

    void tell(ObjectNode event) {
        events.add(event);
    }

    /** The answer that the next event is in breaks off in its middle, once. */
    void cutNext() {
        cuts.add(events.size());
    }

    /** Whether the answer with this event has to break off; it has then. */
    boolean cuts(ObjectNode event) {
        return cuts.remove(events.indexOf(event));
    }

    boolean hasCut() {
        return cuts.isEmpty();
    }

    /** Ends all streams. */
    void hangUp() {
        connections++;
    }

    int connections() {
        return connections;
    }

    /** No cursor that was given out is good any more. */
    void forget() {
        age++;
        hangUp();
    }

    /** The next two pages have nothing, though there is more. */
    void hollow() {
        hollow = 2;
    }

    /** The next two calls are answered 503. */
    void busy() {
        busy = 2;
        hangUp();
    }

    /** Counts a call; whether it is answered. */
    boolean takes() {
        asked++;
        if (busy > 0) {
            busy--;
            return false;
        }
        return true;
    }

    void refuseKey() {
        refused++;
    }

    String seen() {
        return "; the feed was asked " + asked + " times, and " + refused + " times without the key";
    }

    Cursor oldest() {
        return new Cursor(age, 0);
    }

    Cursor newest() {
        return new Cursor(age, events.size());
    }

    /** Empty if the place is lost. */
    Optional<Cursor> good(Cursor place) {
        return Optional.of(place)
                .filter(one -> one.age() == age && one.position() >= 0 && one.position() <= events.size());
    }

    boolean hasBehind(Cursor place) {
        return events.size() > place.position();
    }

    Stretch page(Cursor after, Set<String> types, int limit) {
        if (hollow > 0) {
            hollow--;
            return new Stretch(List.of(), after, true);
        }
        int end = Math.min(events.size(), after.position() + limit);
        var told = events.subList(after.position(), end).stream()
                .filter(one ->
                        types.isEmpty() || types.contains(one.path("type").asText()))
                .toList();
        return new Stretch(told, new Cursor(age, end), end < events.size());
    }
}
