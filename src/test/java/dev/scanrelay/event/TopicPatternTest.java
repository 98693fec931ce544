package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.PartnerId;
import java.util.List;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {

    private static final TopicPattern PATTERN =
            TopicPattern.of("orders.{partner}.v1").orElseThrow();

    @Test
    void givesEachPartnerATopicThatTheBrokerTakesAndThatIsLikeNoOther() {
        List<String> topics = List.of("a", "a-b", "a-b-", "ab", "v1", "x".repeat(32)).stream()
                .map(PartnerId::new)
                .map(PATTERN::of)
                .toList();

        assertThat(topics).doesNotHaveDuplicates().allMatch(Topic::isValid);
        assertThat(topics)
                .allSatisfy(topic -> assertThat(topics.stream().filter(other -> Topic.hasCollision(topic, other)))
                        .containsExactly(topic));
    }

    @Test
    void knowsWhoseATopicIs() {
        assertThat(PATTERN.owner("orders.acme.v1")).contains(new PartnerId("acme"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.v1", "orders..v1", "orders.ACME.v1", "orders.acme.eu.v1", "orders.acme.v2", "v1"})
    void knowsWhatIsNoPartners(String topic) {
        assertThat(PATTERN.owner(topic)).isEmpty();
    }

    @Test
    void isNeverLongerThanTheBrokerAllows() {
        assertThat(TopicPattern.of("x".repeat(217) + "{partner}")).isPresent();
        assertThat(TopicPattern.of("x".repeat(218) + "{partner}")).isEmpty();
    }
}
