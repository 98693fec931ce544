package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.event.Announcement.Unknown;
import dev.scanrelay.event.Announcement.Unwritable;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class SendFailureTest {

    private static final Batch BATCH = new Batch(UUID.randomUUID(), List.of(), false);

    @Test
    void aTopicThatTakesNothingWhileTheBrokerTakesOthersStopsNobodyElse() {
        assertThat(SendFailure.ofOne(BATCH, "partner", new NotEnoughReplicasException("one of two"), true))
                .isEqualTo(new Unwritable("partner", "the topic takes no records"));
        assertThat(SendFailure.ofOne(BATCH, "partner", new TimeoutException("no leader"), true))
                .isEqualTo(new Unwritable("partner", "the topic takes no records"));
    }

    @Test
    void aBrokerThatTakesNothingIsOut() {
        assertThat(SendFailure.ofOne(BATCH, "partner", new TimeoutException("nobody there"), false))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void aTopicThatIsNotOursToWriteIsNamedByTheBroker() {
        assertThat(SendFailure.ofOne(BATCH, "another", new TopicAuthorizationException(Set.of("partner")), true))
                .isEqualTo(new Unwritable("partner", "not authorised"));
    }

    @Test
    void aDeposedRelayLearnsThatItIs() {
        assertThat(SendFailure.ofOne(BATCH, "partner", new ProducerFencedException("another"), true))
                .isInstanceOf(Unknown.class);
    }
}
