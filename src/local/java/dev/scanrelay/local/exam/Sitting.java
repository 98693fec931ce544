package dev.scanrelay.local.exam;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One run through all scenarios: each is played, and what must not follow is looked at when all have been. */
final class Sitting {

    private final Stage stage;
    private final Way way;
    private final ExamConfig config;
    private final Watch watch;
    private final Consumer<String> asking;
    private final Clock clock;

    Sitting(Stage stage, Way way, ExamConfig config, Watch watch, Consumer<String> asking, Clock clock) {
        this.stage = stage;
        this.way = way;
        this.config = config;
        this.watch = watch;
        this.asking = asking;
        this.clock = clock;
    }

    /** A scenario that was played. */
    private record Played(Scenario scenario, Optional<String> came, List<Vow> vows, Duration took) {

        Result result() {
            return Result.of(scenario, came, took);
        }
    }

    List<Result> hold() throws InterruptedException {
        var played = new ArrayList<Played>();
        var others = new ArrayList<Result>();
        for (var scenario : wanted()) {
            var rule = scenario.leftOut(way, config);
            if (rule.isPresent()) {
                others.add(Result.leftOut(scenario, rule.get()));
            } else if (isAbsent(played)) {
                others.add(Result.notAsked(scenario));
            } else {
                played.add(play(scenario));
            }
        }
        var results = new ArrayList<>(grade(played));
        results.addAll(others);
        return List.copyOf(results);
    }

    /** The first one always: it waits for software that is just starting. */
    private List<Scenario> wanted() {
        return Scenarios.all().stream()
                .filter(one -> config.only().isEmpty()
                        || config.only().contains(one.id())
                        || one.id().equals(Scenarios.FIRST))
                .toList();
    }

    private static boolean isAbsent(List<Played> played) {
        return !played.isEmpty() && played.getFirst().came().isPresent();
    }

    private Played play(Scenario scenario) throws InterruptedException {
        asking.accept(scenario.id() + ": " + scenario.title());
        Instant begun = clock.instant();
        var came = came(() -> scenario.play().on(stage));
        return new Played(scenario, came, stage.vows(), Duration.between(begun, clock.instant()));
    }

    private List<Result> grade(List<Played> played) throws InterruptedException {
        if (isAbsent(played)) {
            return played.stream().map(Played::result).toList();
        }
        var behind = came(stage::pastAll);
        stage.settle();
        return watch.look(() -> played.stream().map(one -> grade(one, behind)).toList());
    }

    private static Result grade(Played one, Optional<String> behind) {
        var came = one.came()
                .or(() -> one.vows().stream()
                        .filter(vow -> vow.broken().getAsBoolean())
                        .map(vow -> "There came: " + vow.order().seen() + ".")
                        .findFirst())
                .or(() -> one.vows().isEmpty() ? Optional.empty() : behind);
        return Result.of(one.scenario(), came, one.took());
    }

    private interface Step {
        void take() throws InterruptedException;
    }

    private static Optional<String> came(Step step) throws InterruptedException {
        try {
            step.take();
            return Optional.empty();
        } catch (Shortfall shortfall) {
            return Optional.of(shortfall.came());
        }
    }
}
