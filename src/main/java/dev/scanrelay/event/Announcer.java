package dev.scanrelay.event;

import dev.scanrelay.event.Announcement.Committed;
import dev.scanrelay.event.Announcement.Refused;
import dev.scanrelay.event.Announcement.Unknown;
import dev.scanrelay.trace.Step;
import dev.scanrelay.trace.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Sends batches, each in one Kafka transaction together with its progress record. Opening one fences whoever opened one before
 * with the same transactional id.
 */
final class Announcer implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final KafkaRecords records;
    private final Progress progress;
    private final Consumer<RelayStep> steps;
    private final Tracing tracing;

    private Announcer(
            Producer<String, byte[]> producer,
            KafkaRecords records,
            Progress progress,
            Consumer<RelayStep> steps,
            Tracing tracing) {
        this.producer = producer;
        this.records = records;
        this.progress = progress;
        this.steps = steps;
        this.tracing = tracing;
    }

    static Announcer open(
            Producer<String, byte[]> producer,
            KafkaRecords records,
            Progress progress,
            Consumer<RelayStep> steps,
            Tracing tracing) {
        Announcer announcer = new Announcer(producer, records, progress, steps, tracing);
        try {
            producer.initTransactions();
            return announcer;
        } catch (RuntimeException broken) {
            announcer.close();
            throw broken;
        }
    }

    Announcement announce(Batch batch) {
        List<Step> spans = new ArrayList<>();
        Announcement answer = announce(batch, spans);
        spans.forEach(span -> ended(span, answer));
        return answer;
    }

    private Announcement announce(Batch batch, List<Step> spans) {
        List<ProducerRecord<String, byte[]>> outgoing = new ArrayList<>();
        for (OutboxRow row : batch.rows()) {
            try {
                row.topics().forEach(topic -> {
                    Step span = tracing.sending(topic, row.trace());
                    spans.add(span);
                    outgoing.add(
                            batch.isReplay()
                                    ? records.replay(row, topic, span.here())
                                    : records.record(row, topic, span.here()));
                });
            } catch (RuntimeException unreadable) {
                return new Refused(row, "not a valid event");
            }
        }
        outgoing.add(progress.record(batch.id()));
        return transact(batch, outgoing);
    }

    /** What is sent once more has another span then. */
    private static void ended(Step span, Announcement answer) {
        if (!(answer instanceof Committed)) {
            span.failed("not committed");
        }
        span.close();
    }

    private Announcement transact(Batch batch, List<ProducerRecord<String, byte[]>> outgoing) {
        try {
            producer.beginTransaction();
            Optional<Announcement> failure = send(batch, outgoing);
            if (failure.isPresent()) {
                return aborted(failure.get());
            }
            steps.accept(RelayStep.BEFORE_COMMIT);
            producer.commitTransaction();
            return new Committed();
        } catch (KafkaException lost) {
            return new Unknown(lost);
        }
    }

    private Optional<Announcement> send(Batch batch, List<ProducerRecord<String, byte[]>> outgoing) {
        List<Sent> sent = new ArrayList<>();
        try {
            for (ProducerRecord<String, byte[]> record : outgoing) {
                Future<RecordMetadata> answer = producer.send(record);
                if (answer.state() == Future.State.FAILED) {
                    return Optional.of(SendFailure.atOnce(batch, record.topic(), answer.exceptionNow()));
                }
                sent.add(new Sent(record.topic(), answer));
            }
            producer.flush();
        } catch (KafkaException earlierOneFailed) {
            return Optional.of(SendFailure.later(batch, earlierOneFailed));
        }
        boolean brokerTakesSome = sent.stream().anyMatch(Sent::isThere);
        return sent.stream()
                .filter(Sent::hasFailed)
                .findFirst()
                .map(one -> SendFailure.ofOne(batch, one.topic(), one.answer().exceptionNow(), brokerTakesSome));
    }

    /** A record under way. */
    private record Sent(String topic, Future<RecordMetadata> answer) {

        boolean isThere() {
            return answer.state() == Future.State.SUCCESS;
        }

        boolean hasFailed() {
            return answer.state() == Future.State.FAILED;
        }
    }

    private Announcement aborted(Announcement failure) {
        if (!(failure instanceof Unknown)) {
            producer.abortTransaction();
        }
        return failure;
    }

    /** Without waiting: what is undecided is aborted by the broker when the next one opens. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
