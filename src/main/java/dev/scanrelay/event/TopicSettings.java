package dev.scanrelay.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The topics we use. */
@ConfigMapping(prefix = "scanrelay.topics")
public interface TopicSettings {

    /** The default of {@link #partitions()}. */
    String PARTITIONS = "12";

    /** The default of {@link #replication()}. */
    String REPLICATION = "3";

    /** Where the ingress puts notifications and the fetch finds them. */
    @WithDefault("scan.notifications.v1")
    String notifications();

    /** Where events about orders and pairings are announced. Events appended before a change keep the old name. */
    @WithDefault("orders.v1")
    String orders();

    /**
     * The topic of each partner, such as {@code orders.{partner}.v1}: its events are on {@code orders} and there, written in one transaction.
     * A partner's topic that can't be written keeps that partner's events waiting. Unset: partners have none.
     */
    Optional<String> partner();

    /** Where the operator is told of each order that was given up: a dead-letter topic, to alert on. */
    @WithDefault("scan.notifications.dlq.v1")
    String deadLetters();

    /** The relay's own memory of what it sent; compacted, one partition. Losing it can repeat one batch of events. */
    @WithDefault("scanrelay.relay.progress.v1")
    String progress();

    /** Where signed heads of the audit chain are put out of the database's reach; one partition, kept for ever. */
    @WithDefault("scanrelay.audit.heads.v1")
    String auditHeads();

    /** Creates missing topics at start with the settings below. Off: a missing topic is reported in one line. */
    @WithDefault("false")
    boolean create();

    /** Partitions of the created notification and event topics; the most consumers of one group that work side by side. */
    @WithDefault(PARTITIONS)
    int partitions();

    /** Replicas of created topics. 3 survives the loss of a broker; 1 is for a single broker. */
    @WithDefault(REPLICATION)
    short replication();
}
