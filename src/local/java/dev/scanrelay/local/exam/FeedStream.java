package dev.scanrelay.local.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scanrelay.local.sandbox.content.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;

/** The feed as Server-Sent Events, from a place on, until it is hung up on. */
final class FeedStream implements Content {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    private final Feed feed;
    private final Watch watch;
    private final Cursor start;
    private final Set<String> types;

    FeedStream(Feed feed, Watch watch, Cursor start, Set<String> types) {
        this.feed = feed;
        this.watch = watch;
        this.start = start;
        this.types = types;
    }

    @Override
    public long size() {
        return ENDLESS;
    }

    @Override
    public void write(long from, long length, OutputStream to) throws IOException {
        int connection = watch.look(feed::connections);
        Cursor place = start;
        say(to, "retry: 200\n" + id(place));
        while (comes(place, connection)) {
            var after = place;
            var told = watch.change(() -> feed.page(after, Set.of(), 1));
            for (var event : told.events()) {
                if (!tell(event, told.next(), to)) {
                    return;
                }
            }
            place = told.next();
            if (told.events().isEmpty()) {
                say(to, ": still here\n" + id(place));
            }
        }
    }

    /** Whether to go on: an event is there, or nothing was for as long as a heartbeat. */
    private boolean comes(Cursor place, int connection) {
        try {
            watch.until(() -> feed.hasBehind(place) || feed.connections() != connection, HEARTBEAT);
            return watch.look(feed::connections) == connection;
        } catch (InterruptedException theExamEnds) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the connection is to be kept. */
    private boolean tell(ObjectNode event, Cursor behind, OutputStream to) throws IOException {
        var type = event.path("type").asText();
        if (!types.isEmpty() && !types.contains(type)) {
            return true;
        }
        var text = "id: " + behind.encoded() + "\nevent: " + type + "\ndata: " + event + "\n\n";
        boolean cut = watch.change(() -> feed.cuts(event));
        say(to, cut ? text.substring(0, text.length() / 2) : text);
        return !cut;
    }

    private static String id(Cursor place) {
        return "id: " + place.encoded() + "\n\n";
    }

    private static void say(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(UTF_8));
        to.flush();
    }
}
