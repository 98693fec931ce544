package dev.scanrelay.ingress;

import dev.scanrelay.startup.SettingProblem;
import java.time.Duration;

/** What can't work, found at the start. */
final class IngressChecks {

    private static final Duration LONGEST_ACK = Duration.ofMillis(1600);
    private static final long LARGEST_BODY = 1 << 20;
    private static final long SMALLEST_BUFFER = 1 << 20;

    private IngressChecks() {}

    static void check(IngressSettings settings) {
        Duration ack = settings.ackTimeout();
        if (ack.compareTo(LONGEST_ACK) > 0 || ack.toMillis() < 100) {
            throw problem(
                    "ack-timeout", "is not between 100 ms and 1600 ms: senders are answered within seconds", "1500ms");
        }
        long body = settings.maxBodySize().asLongValue();
        if (body < 1024 || body > LARGEST_BODY) {
            throw problem("max-body-size", "is not between 1 KiB and 1 MiB", "16K");
        }
        if (settings.buffer().asLongValue() < SMALLEST_BUFFER) {
            throw problem("buffer", "is below 1 MiB", "16M");
        }
        within("body-timeout", settings.bodyTimeout(), Duration.ofSeconds(1), Duration.ofMinutes(1), "10s");
        atLeastOne("in-flight", settings.inFlight(), "4000");
        check(settings.spool());
    }

    private static void check(IngressSettings.SpoolSettings spool) {
        within("spool.timeout", spool.timeout(), Duration.ofMillis(100), Duration.ofSeconds(2), "800ms");
        within("spool.try-every", spool.tryEvery(), Duration.ofMillis(10), Duration.ofMinutes(1), "500ms");
        within("spool.drain-every", spool.drainEvery(), Duration.ofMillis(10), Duration.ofMinutes(1), "1s");
        atLeastOne("spool.batch-size", spool.batchSize(), "500");
        atLeastOne("spool.max-depth", spool.maxDepth(), "1000000");
    }

    private static void atLeastOne(String setting, long value, String example) {
        if (value < 1) {
            throw problem(setting, "is less than 1", example);
        }
    }

    private static void within(String setting, Duration value, Duration least, Duration most, String example) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw problem(
                    setting, "is not between " + least.toMillis() + " ms and " + most.toMillis() + " ms", example);
        }
    }

    private static RuntimeException problem(String setting, String problem, String example) {
        return SettingProblem.of("scanrelay.ingress." + setting, problem, example);
    }
}
