package dev.scanrelay.local.sandbox.scenario;

import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Pause;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Scenario calls that let scans arrive by themselves. */
public final class StreamApi {

    private static final int MOST = 100;

    private final ScanApi scans;
    private final Pause pause;
    private final Map<Long, ScanStream> streams = new LinkedHashMap<>();
    private long lastId;

    public StreamApi(ScanApi scans, Pause pause) {
        this.scans = scans;
        this.pause = pause;
    }

    public void addTo(Router router) {
        router.on("sandbox.newStream", "POST", "/sandbox/streams", this::start);
        router.on("sandbox.streams", "GET", "/sandbox/streams", request -> show());
        router.on("sandbox.stopStream", "DELETE", "/sandbox/streams/{id}", this::stop);
    }

    public synchronized void stopAll() {
        streams.values().forEach(ScanStream::stop);
        streams.clear();
    }

    private synchronized Answer start(Request request) {
        var stream = new ScanStream(request.json(ScanStream.Wish.class), scans, pause);
        streams.put(++lastId, stream);
        if (streams.size() > MOST) {
            var eldest = streams.entrySet().iterator().next();
            eldest.getValue().stop();
            streams.remove(eldest.getKey());
        }
        Thread.ofVirtual().name("scan-stream-" + lastId).start(stream);
        return Answer.json(201, stream.shown(lastId));
    }

    private synchronized Answer show() {
        var shown = new ArrayList<ScanStream.Shown>();
        streams.forEach((id, stream) -> shown.add(stream.shown(id)));
        return Answer.json(shown);
    }

    private synchronized Answer stop(Request request) {
        var stream = streams.remove(request.pathNumber("id"));
        if (stream == null) {
            throw Refusal.notFound("stream");
        }
        stream.stop();
        return Answer.of(204);
    }
}
