package dev.scanrelay.faults;

import dev.scanrelay.faults.Step.Service;
import dev.scanrelay.faults.Step.Telling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What happens in a run and when: the same for the same seed and number of orders. */
record Script(long seed, int orders, List<Step> steps) {

    static final int ACCOUNTS = 8;
    static final long FIRST_ACCOUNT = 940_001;
    static final Duration OUTAGE = Duration.ofSeconds(20);

    private static final Duration PER_SCAN = Duration.ofMillis(Integer.getInteger("faults.pause", 80));
    private static final Duration SHORTEST = Duration.ofSeconds(100); // room for three outages, one after the other
    private static final Duration BETWEEN_KILLS =
            Duration.ofSeconds(25); // of replicas that only ever start, nothing is learnt
    private static final Duration BETWEEN_TROUBLES = Duration.ofSeconds(1);
    private static final double LOST = 0.05;
    private static final double RESCANNED = 0.2;
    private static final double REPEATED = 0.1;
    private static final double OTHER_TRICKS = 0.05;
    private static final long TRICK_MILLIS = 3_000;

    static Script of(long seed, int orders) {
        return new Writer(new Random(seed)).script(seed, orders);
    }

    /** From the first scan to the last. */
    Duration length() {
        return length(orders);
    }

    private static Duration length(int orders) {
        Duration wanted = PER_SCAN.multipliedBy(orders);
        return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
    }

    private static final class Writer {

        private final Random random;
        private final List<Step> steps = new ArrayList<>();
        private Optional<Integer> killed = Optional.empty(); // of the present two

        Writer(Random random) {
            this.random = random;
        }

        Script script(long seed, int orders) {
            Duration length = length(orders);
            for (int number = 0; number < orders; number++) {
                scan(number, length.multipliedBy(number).dividedBy(orders), length);
            }
            every(BETWEEN_TROUBLES, length, at -> new Step.Trouble(at, account(), trouble()));
            every(BETWEEN_KILLS, length, at -> new Step.Kill(at, victim()));
            for (Service service : Service.values()) {
                Duration third = length.dividedBy(Service.values().length);
                Duration at = third.multipliedBy(service.ordinal()).plus(within(third.dividedBy(3)));
                steps.add(new Step.Outage(at, service, OUTAGE));
            }
            steps.sort(Comparator.comparing(Step::at));
            return new Script(seed, orders, List.copyOf(steps));
        }

        private void scan(int number, Duration at, Duration length) {
            steps.add(new Step.Scan(at, number, account(), telling()));
            if (random.nextDouble() < RESCANNED) {
                steps.add(new Step.Rescan(at.plus(within(length.dividedBy(4).plusSeconds(1))), number, telling()));
            }
            if (random.nextDouble() < REPEATED) {
                steps.add(new Step.Repeat(at.plus(within(length.dividedBy(4).plusSeconds(1))), number));
            }
        }

        private void every(Duration pause, Duration length, java.util.function.Function<Duration, Step> step) {
            for (Duration at = pause; at.compareTo(length) < 0; at = at.plus(pause)) {
                steps.add(step.apply(at.plus(within(pause.dividedBy(2)))));
            }
        }

        private long account() {
            return FIRST_ACCOUNT + random.nextInt(ACCOUNTS);
        }

        private Telling telling() {
            double dice = random.nextDouble();
            if (dice < LOST) {
                return Telling.LOST;
            }
            Telling[] others = {Telling.DUPLICATED, Telling.REORDERED, Telling.LATE};
            return dice < LOST + OTHER_TRICKS * others.length ? others[random.nextInt(others.length)] : Telling.PLAIN;
        }

        /** Any, but of two kills one hits each: a run in which a replica is never killed is none. */
        private int victim() {
            Optional<Integer> other = killed.map(number -> 1 - number);
            int victim = other.orElseGet(() -> random.nextInt(2));
            killed = other.isPresent() ? Optional.empty() : Optional.of(victim);
            return victim;
        }

        private Map<String, ?> trouble() {
            List<Map<String, ?>> troubles = List.of(
                    Map.of("kind", "SERVER_ERROR", "status", 503, "times", 3),
                    Map.of("kind", "SERVER_ERROR", "status", 500, "times", 2),
                    Map.of("kind", "RATE_LIMIT", "retryAfterSeconds", 1, "times", 3),
                    Map.of("kind", "UNAUTHORISED", "times", 1),
                    Map.of("kind", "NO_ANSWER", "times", 1),
                    Map.of("kind", "ANSWER_LOST", "times", 1),
                    Map.of("kind", "STALL", "bytes", 20_000, "times", 1),
                    Map.of("kind", "DROP", "bytes", 20_000, "times", 2),
                    Map.of("kind", "TRUNCATED_CHUNKS", "bytes", 10_000, "times", 1),
                    Map.of("kind", "WRONG_LENGTH", "bytes", 1_000, "times", 1),
                    Map.of("kind", "BAD_CRC", "times", 1),
                    Map.of("kind", "EMPTY_ARTIFACTS", "times", 2),
                    Map.of("kind", "LATENCY", "millis", TRICK_MILLIS / 2, "times", 5));
            return troubles.get(random.nextInt(troubles.size()));
        }

        private Duration within(Duration length) {
            return Duration.ofMillis(random.nextLong(Math.max(1, length.toMillis())));
        }
    }
}
