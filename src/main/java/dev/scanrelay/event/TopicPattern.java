package dev.scanrelay.event;

import dev.scanrelay.id.PartnerId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the topics of partners are named: {@code orders.{partner}.v1}. No two partners share a topic, and none stands in for another in Kafka's
 * metrics, where {@code .} and {@code _} are the same: a partner's id has neither.
 */
record TopicPattern(String before, String after) {

    static final String PARTNER = "{partner}";
    private static final int LONGEST_TOPIC = 249;
    private static final int LONGEST_PARTNER = 32;
    private static final Pattern REST = Pattern.compile("[A-Za-z0-9._-]*");

    /** Empty if it is no such pattern: the partner once, and around it what a topic's name may hold. */
    static Optional<TopicPattern> of(String written) {
        int at = written.indexOf(PARTNER);
        if (at < 0) {
            return Optional.empty();
        }
        TopicPattern pattern = new TopicPattern(written.substring(0, at), written.substring(at + PARTNER.length()));
        return Optional.of(pattern).filter(TopicPattern::canBeTopics);
    }

    private boolean canBeTopics() {
        return REST.matcher(before).matches()
                && REST.matcher(after).matches()
                && !before.startsWith("__") // the broker's own
                && before.length() + LONGEST_PARTNER + after.length() <= LONGEST_TOPIC;
    }

    String of(PartnerId partner) {
        return before + partner.value() + after;
    }

    /** Whose topic this would be. */
    Optional<PartnerId> owner(String topic) {
        if (topic.length() <= before.length() + after.length() || !topic.startsWith(before) || !topic.endsWith(after)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PartnerId(topic.substring(before.length(), topic.length() - after.length())));
        } catch (IllegalArgumentException nobodys) {
            return Optional.empty();
        }
    }

    /** Whether a partner's topic could be this one, or clash with it in Kafka's metrics. */
    boolean mayClashWith(String topic) {
        return new TopicPattern(before.replace('.', '_'), after.replace('.', '_'))
                .owner(topic.replace('.', '_'))
                .isPresent();
    }
}
