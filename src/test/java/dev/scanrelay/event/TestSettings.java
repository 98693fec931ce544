package dev.scanrelay.event;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Relay settings that don't keep a test waiting. */
record TestSettings(Duration lease, Duration poll, int batchSize, Duration hold, Duration retention)
        implements RelaySettings {

    static final TestSettings QUICK = new TestSettings(
            Duration.ofSeconds(1), Duration.ofMillis(20), 20, Duration.ofSeconds(1), Duration.ofDays(14));

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public Optional<URI> apiBase() {
        return Optional.of(URI.create("https://scans.example.com/"));
    }

    @Override
    public String source() {
        return "/scanrelay";
    }

    @Override
    public Duration feedRetention() {
        return Duration.ofDays(90);
    }

    @Override
    public String transactionalId() {
        return "scanrelay-relay";
    }

    @Override
    public Duration brokerTimeout() {
        return Duration.ofSeconds(4);
    }
}
