package dev.scanrelay.local.exam;

import dev.scanrelay.local.sandbox.http.HttpDoor;
import dev.scanrelay.local.sandbox.http.Pause;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An exam that is ready to be held: what the vendor calls back is served until it is closed. */
public final class Exam implements AutoCloseable {

    private final ExamConfig config;
    private final Clock clock;
    private final Watch watch = new Watch();
    private final Pause pause = new Pause();
    private final OrdersApi api;
    private final HttpDoor door;

    private Exam(ExamConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        api = new OrdersApi(watch, config.key());
        door = HttpDoor.bind(config.host(), config.port(), api.router(), List.of(), pause);
    }

    public static Exam open(ExamConfig config) {
        var exam = new Exam(config, Clock.systemUTC());
        exam.door.open();
        return exam;
    }

    /** Where the vendor finds ScanRelay's API while the exam lasts. */
    public URI base() {
        return door.base();
    }

    /** Asks everything of the endpoint at this URL. */
    public List<Result> hold(URI endpoint) throws InterruptedException {
        try (var deliverer = new Deliverer(endpoint, config.answer())) {
            var stage = new Stage(api, watch, deliverer, base(), config, clock);
            var results = Stream.<Result>builder();
            for (var scenario : Scenarios.all()) {
                results.add(ask(scenario, stage));
            }
            return results.build().toList();
        }
    }

    private Result ask(Scenario scenario, Stage stage) throws InterruptedException {
        Instant begun = clock.instant();
        var came = came(scenario, stage);
        return new Result(
                scenario.id(),
                scenario.title(),
                scenario.expected(),
                scenario.advice(),
                came,
                Duration.between(begun, clock.instant()));
    }

    private static Optional<String> came(Scenario scenario, Stage stage) throws InterruptedException {
        try {
            scenario.play().on(stage);
            return Optional.empty();
        } catch (Shortfall shortfall) {
            return Optional.of(shortfall.came());
        }
    }

    @Override
    public void close() {
        pause.end();
        door.close();
    }
}
