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
                    "ack-timeout", "is not between 100 ms and 1600 ms: senders are answered within 2 s", "1500ms");
        }
        long body = settings.maxBodySize().asLongValue();
        if (body < 1024 || body > LARGEST_BODY) {
            throw problem("max-body-size", "is not between 1 KiB and 1 MiB", "16K");
        }
        if (settings.buffer().asLongValue() < SMALLEST_BUFFER) {
            throw problem("buffer", "is below 1 MiB", "16M");
        }
    }

    private static RuntimeException problem(String setting, String problem, String example) {
        return SettingProblem.of("scanrelay.ingress." + setting, problem, example);
    }
}
