package dev.scanrelay.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Posts to one address of this machine from a fixed number of connections, each waiting for its answer before the next. */
final class Load {

    private final Vertx vertx;
    private final int connections;

    Load(Vertx vertx, int connections) {
        this.vertx = vertx;
        this.connections = connections;
    }

    /** What came back within the time. {@code latencies} are in microseconds, of the accepted ones. */
    record Answers(double perSecond, long refused, Histogram latencies) {

        double milliseconds(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1_000.0;
        }
    }

    Answers run(URI target, IntFunction<String> body, Duration duration) throws InterruptedException {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setKeepAlive(true)
                .setTcpNoDelay(true));
        Run run = new Run(client, target, body, System.nanoTime() + duration.toNanos());
        long begun = System.nanoTime();
        for (int connection = 0; connection < connections; connection++) {
            run.next();
        }
        if (!run.ended.await(duration.toSeconds() + 30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("answers are missing 30 s after the end of the run");
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        client.close();
        return new Answers(run.accepted.get() / seconds, run.refused.get(), run.latencies);
    }

    private final class Run {

        private final HttpClient client;
        private final RequestOptions request;
        private final IntFunction<String> body;
        private final long end;
        private final AtomicInteger sequence = new AtomicInteger();
        private final AtomicLong accepted = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();
        private final CountDownLatch ended = new CountDownLatch(connections);
        private final Histogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), 3);

        Run(HttpClient client, URI target, IntFunction<String> body, long end) {
            this.client = client;
            this.body = body;
            this.end = end;
            this.request = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost(target.getHost())
                    .setPort(target.getPort())
                    .setURI(target.getPath())
                    .putHeader("content-type", "application/json");
        }

        void next() {
            if (System.nanoTime() >= end) {
                ended.countDown();
                return;
            }
            long sent = System.nanoTime();
            client.request(request)
                    .compose(this::send)
                    .onSuccess(status -> answered(status, sent))
                    .onFailure(broken -> answered(0, sent));
        }

        private io.vertx.core.Future<Integer> send(HttpClientRequest prepared) {
            return prepared.send(body.apply(sequence.incrementAndGet()))
                    .compose(answer -> answer.body().map(read -> answer.statusCode()));
        }

        private void answered(int status, long sent) {
            if (status == 202) {
                accepted.incrementAndGet();
                latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sent));
            } else {
                refused.incrementAndGet();
            }
            next();
        }
    }
}
