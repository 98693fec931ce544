package dev.scanrelay.local.exam;

import dev.scanrelay.local.sandbox.http.HttpDoor;
import dev.scanrelay.local.sandbox.http.Pause;
import dev.scanrelay.local.sandbox.http.Router;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/** An exam that is ready to be held: what the vendor calls back is served until it is closed. */
public final class Exam implements AutoCloseable {

    private final ExamConfig config;
    private final Clock clock;
    private final Watch watch = new Watch();
    private final Feed feed = new Feed();
    private final Pause pause = new Pause();
    private final OrdersApi api;
    private final HttpDoor door;
    private final Consumer<String> asking;

    private Exam(ExamConfig config, Consumer<String> asking, Clock clock) {
        this.config = config;
        this.asking = asking;
        this.clock = clock;
        api = new OrdersApi(watch, config.key());
        var router = new FeedApi(feed, watch, config.key()).on(api.on(new Router()));
        door = HttpDoor.bind(config.host(), config.port(), router, List.of(), pause);
    }

    public static Exam open(ExamConfig config) {
        return open(config, scenario -> {});
    }

    /** @param asking hears of each scenario when its turn has come */
    static Exam open(ExamConfig config, Consumer<String> asking) {
        var exam = new Exam(config, asking, Clock.systemUTC());
        exam.door.open();
        return exam;
    }

    /** Where the vendor finds ScanRelay's API while the exam lasts. */
    public URI base() {
        return door.base();
    }

    /** Asks software that events are delivered to, at this URL. */
    public Report ofEndpoint(URI endpoint) throws InterruptedException {
        return hold(new EndpointChannel(endpoint, config, clock));
    }

    /** Asks software that reads the feed, in pages or as a stream. */
    public Report ofFeed() throws InterruptedException {
        return hold(new FeedChannel(feed, watch));
    }

    /**
     * Asks software that reads a topic.
     *
     * @param settings for Kafka's client, such as how to sign in
     */
    public Report ofTopic(String bootstrap, String topic, Properties settings) throws InterruptedException {
        return hold(TopicChannel.open(bootstrap, topic, settings));
    }

    private Report hold(Channel channel) throws InterruptedException {
        try (channel) {
            var stage = new Stage(api, watch, channel, new Documents(base()), config, clock);
            var results = new Sitting(stage, channel.way(), config, watch, asking, clock).hold();
            return new Report(channel.way(), results, clock.instant());
        }
    }

    @Override
    public void close() {
        pause.end();
        watch.record(feed::hangUp);
        door.close();
    }
}
