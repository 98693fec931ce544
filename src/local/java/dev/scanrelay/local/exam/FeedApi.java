package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scanrelay.local.sandbox.content.Bytes;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Delivery;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import java.util.Optional;
import java.util.Set;

/** {@code GET /api/v1/events}, in pages and as a stream, for a key that sees all. */
final class FeedApi {

    private static final Set<String> OF_A_PAGE = Set.of("after", "limit", "types");
    private static final Set<String> OF_A_STREAM = Set.of("after", "types");
    private static final String OLDEST = "oldest";
    private static final String GONE =
            "Events behind this cursor may have been deleted, or it is none of this service. Go on with after=oldest, which has what"
                    + " there still is, and pass over what you have. Or ask without after for a new cursor, read"
                    + " GET /api/v1/orders?changedSince= with the time of the last event that you took, its next once more after"
                    + " five minutes, and go on with that cursor.";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Feed feed;
    private final Watch watch;
    private final String key;

    FeedApi(Feed feed, Watch watch, String key) {
        this.feed = feed;
        this.watch = watch;
        this.key = key;
    }

    Router on(Router router) {
        return router.on("events", "GET", "/api/v1/events", this::page)
                .on("stream", "GET", "/api/v1/events/stream", this::stream);
    }

    private Answer page(Request request) {
        return answer(request, OF_A_PAGE, Optional.empty(), this::page);
    }

    private Answer stream(Request request) {
        return answer(request, OF_A_STREAM, request.header("Last-Event-ID"), this::stream);
    }

    private interface FromThere {
        Answer answer(Cursor place, FeedQuery query);
    }

    private Answer answer(Request request, Set<String> known, Optional<String> resumed, FromThere next) {
        if (!request.header("Authorization").equals(Optional.of("Bearer " + key))) {
            watch.record(feed::refuseKey);
            return Problem.unauthorized();
        }
        var query = FeedQuery.of(request, known).map(one -> one.resuming(resumed));
        if (query.isEmpty()) {
            return Problem.invalid("Known are " + String.join(", ", known) + "; limit is a number from 1 to 500.");
        }
        if (!watch.change(feed::takes)) {
            return Problem.busy();
        }
        var after = query.get().after();
        if (after.isEmpty() || after.get().equals(OLDEST)) {
            return next.answer(watch.look(after.isEmpty() ? feed::newest : feed::oldest), query.get());
        }
        return Cursor.decode(after.get())
                .map(place -> watch.look(() -> feed.good(place))
                        .map(good -> next.answer(good, query.get()))
                        .orElseGet(() -> Problem.of(410, "feed-gone", "No longer in the feed", GONE)))
                .orElseGet(() -> Problem.invalid(
                        "after has to be the next of an earlier answer, the id of an event of the stream, or oldest."));
    }

    private Answer page(Cursor place, FeedQuery query) {
        var page = watch.change(() -> feed.page(place, query.types(), query.limit()));
        boolean cut = watch.change(() -> page.events().stream().anyMatch(feed::cuts));
        var body = Bytes.utf8(json(page).toString());
        return Answer.of(200)
                .with("Content-Type", "application/json")
                .with("Cache-Control", "private, no-store")
                .with(body)
                .with(cut ? Delivery.PLAIN.droppedAt(body.size() / 2) : Delivery.PLAIN);
    }

    private static ObjectNode json(Feed.Stretch page) {
        ObjectNode body = MAPPER.createObjectNode();
        body.putArray("events").addAll(page.events());
        return body.put("next", page.next().encoded()).put("more", page.more());
    }

    private Answer stream(Cursor place, FeedQuery query) {
        return Answer.of(200)
                .with("Content-Type", "text/event-stream")
                .with("Cache-Control", "private, no-store")
                .with("X-Accel-Buffering", "no")
                .with(new FeedStream(feed, watch, place, query.types()))
                .with(Delivery.PLAIN.inChunks().overstatedBy(1));
    }
}
