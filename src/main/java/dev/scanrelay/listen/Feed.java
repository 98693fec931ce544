package dev.scanrelay.listen;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the feed from the place that is kept, and keeps it once all files of a page are there. */
final class Feed {

    private static final String EVENTS = "/api/v1/events";
    private static final String READY = "dev.scanrelay.order.ready.v1";
    private static final String FEW = "20";
    private static final String OLDEST = "oldest";

    private final Options options;
    private final Service service;
    private final Scans scans;
    private final Pace pace;
    private final Log log;

    Feed(Options options, Service service, Scans scans, Pace pace, Log log) {
        this.options = options;
        this.service = service;
        this.scans = scans;
        this.pace = pace;
        this.log = log;
    }

    /** Until there is nothing more for now. */
    void readOn() throws IOException {
        boolean more = true;
        while (more) {
            Place place = Place.read(options.state());
            Optional<String> after = place.cursor().or(this::start);
            Service.Answer page = service.get(EVENTS, query(after));
            if (page.gone()) {
                startAnew(after);
            } else {
                more = take(place, page);
            }
            pace.worked();
        }
    }

    private Optional<String> start() {
        return options.fromNewest() ? Optional.empty() : Optional.of(OLDEST);
    }

    private static Map<String, String> query(Optional<String> after) {
        Map<String, String> query = new HashMap<>(Map.of("limit", FEW, "types", READY));
        after.ifPresent(cursor -> query.put("after", cursor));
        return query;
    }

    private boolean take(Place place, Service.Answer page) throws IOException {
        String next = page.body().path("next").asText();
        if (!next.matches("[A-Za-z0-9_-]{1,1000}")) {
            throw new Later("the feed's answer is not ScanRelay's");
        }
        for (JsonNode event : page.body().path("events")) {
            Optional<Scan> scan = event.path("type").asText().equals(READY) ? Scan.of(event) : Optional.empty();
            if (scan.isPresent()) {
                scans.save(scan.get());
            }
        }
        Place reached = Place.at(next);
        if (!reached.equals(place)) {
            reached.write(options.state());
        }
        return page.body().path("more").asBoolean();
    }

    /** The feed keeps the events of an order as long as the order: its beginning has all that there still is to be had. */
    private void startAnew(Optional<String> after) throws IOException {
        if (after.equals(Optional.of(OLDEST))) {
            throw new Later("the feed's beginning moves on");
        }
        log.say("the feed does not go back to where this listener was: reading it from its beginning."
                + " Files that are here are not fetched again.");
        Place.at(OLDEST).write(options.state());
    }
}
