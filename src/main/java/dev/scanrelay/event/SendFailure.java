package dev.scanrelay.event;

import dev.scanrelay.event.Announcement.Disputed;
import dev.scanrelay.event.Announcement.Refused;
import dev.scanrelay.event.Announcement.Unknown;
import dev.scanrelay.event.Announcement.Unwritable;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Decides what a failed send says of its batch. */
final class SendFailure {

    static final String NO_TOPIC = "there is no such topic";
    static final String TAKES_NOTHING = "the topic takes no records";
    static final String DENIED = "not authorised";

    private SendFailure() {}

    /** The client didn't take the record for this topic. */
    static Announcement atOnce(Batch batch, String topic, Throwable failure) {
        return find(failure, TimeoutException.class).isPresent() // the topic's metadata did not come
                        || find(failure, InvalidTopicException.class).isPresent()
                        || find(failure, UnknownTopicOrPartitionException.class).isPresent()
                ? new Unwritable(topic, NO_TOPIC)
                : later(batch, failure);
    }

    /**
     * A record got no answer in time, or a refusal. Where the broker took others of the batch it is not out: it is that record's topic that
     * takes nothing, for lack of replicas or of a leader, and must not stop the others.
     */
    static Announcement ofOne(Batch batch, String topic, Throwable failure, boolean brokerTakesOthers) {
        return brokerTakesOthers && find(failure, RetriableException.class).isPresent()
                ? new Unwritable(topic, TAKES_NOTHING)
                : later(batch, failure);
    }

    /**
     * The broker didn't take a record, or the client already knew when the next one came. The Kafka client fails every record it
     * still holds with the cause of the first, so only a batch of one tells whose it is.
     */
    static Announcement later(Batch batch, Throwable failure) {
        Optional<TopicAuthorizationException> denied = find(failure, TopicAuthorizationException.class);
        if (denied.isPresent()) {
            return denied.get().unauthorizedTopics().stream()
                    .findFirst()
                    .<Announcement>map(topic -> new Unwritable(topic, DENIED))
                    .orElseGet(() -> new Unknown(failure));
        }
        return unsendable(failure)
                .<Announcement>map(reason ->
                        batch.rows().size() == 1 ? new Refused(batch.rows().getFirst(), reason) : new Disputed())
                .orElseGet(() -> new Unknown(failure));
    }

    private static Optional<String> unsendable(Throwable failure) {
        if (find(failure, RecordTooLargeException.class).isPresent()) {
            return Optional.of("too large for the topic");
        }
        return find(failure, SerializationException.class).isPresent()
                        || find(failure, InvalidRecordException.class).isPresent()
                ? Optional.of("not a valid record")
                : Optional.empty();
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
