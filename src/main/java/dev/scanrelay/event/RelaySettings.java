package dev.scanrelay.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How events are announced. */
@ConfigMapping(prefix = "scanrelay.relay")
public interface RelaySettings {

    /** Whether this process may be the relay; one of those that may is. Off everywhere: events wait. */
    @WithDefault("true")
    boolean enabled();

    /** Where readers reach our API, such as {@code https://scans.example.com}. Unset: {@code dataref} is a path alone. */
    Optional<URI> apiBase();

    /** The CloudEvents source, followed by partner and account. Readers tell events apart by source and id: choose once. */
    @WithDefault("/scanrelay")
    String source();

    /** Fences a deposed relay at the broker: the same for all processes of an installation, another for each installation. */
    @WithDefault("scanrelay-relay")
    String transactionalId();

    /** How long a relay that died keeps the others waiting. */
    @WithDefault("PT15S")
    Duration lease();

    /** How often events of other processes are looked for; events of this process are announced at once. Only the relay looks, and it costs little. */
    @WithDefault("PT0.05S")
    Duration poll();

    /** The most events of one Kafka transaction. More: fewer round trips; fewer: a shorter wait behind a large batch. */
    @WithDefault("200")
    int batchSize();

    /** How long events of a topic that can't be written wait until it is tried again. */
    @WithDefault("PT30S")
    Duration hold();

    /** The longest wait for an answer of the broker; a commit that took longer is settled by taking over again. */
    @WithDefault("PT10S")
    Duration brokerTimeout();

    /** How long announced events stay in the outbox. Those of orders are kept beside it from then on, to be republished. */
    @WithDefault("P14D")
    Duration retention();

    /**
     * How far the feed goes back for events that belong to no order (of pairings, of endpoints); those of orders stay as long as their
     * order. A reader that comes back later has to look through the catalogue instead.
     */
    @WithDefault("P90D")
    Duration feedRetention();
}
