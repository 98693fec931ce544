package dev.scanrelay.bench;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Calls at a fixed rate, whatever becomes of those before. A call's time runs from the moment it was due: being late counts too. */
final class Paced implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * What came back.
     *
     * @param latencies in microseconds, of the calls that succeeded
     * @param failed calls answered otherwise or not at all
     */
    record Round(Histogram latencies, long failed) {

        double milliseconds(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1_000.0;
        }
    }

    Round run(Supplier<HttpRequest> calls, int perSecond, Duration length) {
        Histogram took = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), 3);
        LongAdder failed = new LongAdder();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        long begin = System.nanoTime();
        long count = length.toSeconds() * perSecond;
        for (long number = 0; number < count; number++) {
            long due = begin + number * (1_000_000_000L / perSecond);
            awaitMoment(due);
            answers.add(http.sendAsync(calls.get(), BodyHandlers.ofByteArray()).handle((answer, broken) -> {
                if (broken == null && answer.statusCode() == 200) {
                    took.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
                } else {
                    failed.increment();
                }
                return answer;
            }));
        }
        answers.forEach(CompletableFuture::join);
        return new Round(took, failed.sum());
    }

    private static void awaitMoment(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
