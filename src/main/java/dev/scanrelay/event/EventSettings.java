package dev.scanrelay.event;

import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can't work stops the start: otherwise no event would go out, or each would be parked as one that can't be sent. */
@ApplicationScoped
class EventSettings {

    private static final int BEFORE_THE_TOPICS = 400;
    private static final String RELAY = "scanrelay.relay.";
    private static final String TOPICS = "scanrelay.topics.";
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    /** Three times as long is a transaction's time-out, of which brokers allow 15 minutes by default. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

    void check(
            @Observes @Priority(BEFORE_THE_TOPICS) StartupEvent starting, RelaySettings relay, TopicSettings topics) {
        check(relay);
        check(topics);
    }

    static void check(RelaySettings relay) {
        require(relay.batchSize() >= 1, RELAY + "batch-size", "is less than 1", "200");
        require(relay.lease().toMillis() >= 1000, RELAY + "lease", "is less than 1 s", "PT15S");
        require(relay.poll().isPositive(), RELAY + "poll", "is not longer than nothing", "PT0.05S");
        require(relay.hold().isPositive(), RELAY + "hold", "is not longer than nothing", "PT30S");
        require(!relay.retention().isNegative(), RELAY + "retention", "is less than nothing", "P14D");
        require(
                relay.brokerTimeout().toMillis() >= 1000
                        && relay.brokerTimeout().compareTo(LONGEST_ANSWER) <= 0,
                RELAY + "broker-timeout",
                "is not between 1 s and 5 min",
                "PT10S");
        require(!relay.transactionalId().isBlank(), RELAY + "transactional-id", "is empty", "scanrelay-relay");
        require(
                isSource(relay.source()),
                RELAY + "source",
                "is no URI, or one with a query or a fragment",
                "/scanrelay");
        require(
                relay.apiBase().filter(base -> !isAddress(base)).isEmpty(),
                RELAY + "api-base",
                "is not the address of an API",
                "https://scans.example.com");
    }

    static void check(TopicSettings topics) {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("notifications", topics.notifications());
        named.put("orders", topics.orders());
        named.put("dead-letters", topics.deadLetters());
        named.put("progress", topics.progress());
        named.put("audit-heads", topics.auditHeads());
        named.forEach((setting, topic) -> {
            require(TOPIC.matcher(topic).matches(), TOPICS + setting, "can't be a topic's name", "scan." + setting);
            require(
                    named.values().stream().filter(topic::equals).count() == 1,
                    TOPICS + setting,
                    "names a topic that is used for something else, too",
                    "scan." + setting);
        });
        topics.partner().ifPresent(written -> check(written, named));
        require(topics.partitions() >= 1, TOPICS + "partitions", "is less than 1", "12");
        require(topics.replication() >= 1, TOPICS + "replication", "is less than 1", "3");
    }

    private static void check(String pattern, Map<String, String> named) {
        String example = "orders.{partner}.v1";
        Optional<TopicPattern> topics = TopicPattern.of(pattern);
        require(
                topics.isPresent(),
                TOPICS + "partner",
                "is no name of topics with {partner} in it once, 249 characters at most",
                example);
        require(
                topics.stream().noneMatch(each -> named.values().stream().anyMatch(each::mayClashWith)),
                TOPICS + "partner",
                "may name a topic that is used for something else, too",
                example);
    }

    private static boolean isSource(String written) {
        return uri(written + "/partners/a/accounts/1")
                .filter(source -> source.getRawQuery() == null && source.getRawFragment() == null)
                .isPresent();
    }

    private static boolean isAddress(URI base) {
        return ("http".equals(base.getScheme()) || "https".equals(base.getScheme()))
                && base.getHost() != null
                && base.getRawUserInfo() == null
                && base.getRawQuery() == null
                && base.getRawFragment() == null;
    }

    private static Optional<URI> uri(String written) {
        try {
            return Optional.of(URI.create(written));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static void require(boolean holds, String setting, String problem, String example) {
        if (!holds) {
            throw SettingProblem.of(setting, problem, example);
        }
    }
}
