package dev.scanrelay.faults;

import java.time.Duration;
import java.util.Map;

/** Something that happens in a run, at a time from its beginning. */
sealed interface Step {

    Duration at();

    /** A clinic makes a scan, the one of that number. */
    record Scan(Duration at, int number, long account, Telling telling) implements Step {}

    /** It is made anew. */
    record Rescan(Duration at, int number, Telling telling) implements Step {}

    /** Align notifies of it once more, though nothing is new. */
    record Repeat(Duration at, int number) implements Step {}

    /** Align does something wrong in calls about an account: a fault of the sandbox. Renewals of tokens are about none. */
    record Trouble(Duration at, long account, Map<String, ?> fault) implements Step {}

    /** A replica dies without a word. */
    record Kill(Duration at, int replica) implements Step {}

    /** A service that all replicas need is away. */
    record Outage(Duration at, Service service, Duration length) implements Step {}

    enum Service {
        KAFKA,
        POSTGRES,
        S3
    }

    /** What becomes of a notification on its way. */
    enum Telling {
        PLAIN,
        LOST,
        DUPLICATED,
        REORDERED,
        LATE
    }
}
