package dev.scanrelay.transfer;

import static dev.scanrelay.transfer.Stores.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.scanrelay.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a transfer when the store fails. */
@Timeout(60)
class FailingStoreTest {

    private static final String TAG = "\"one\"";
    private static final byte[] BYTES = Zips.random(22 * MIB);

    private final AtomicInteger seen = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"500", "503", "0"})
    void sendsAPartAgainThatFailedOnce(int status) throws Exception {
        S3Sink.Fault once = request -> request.part() == 3 && seen.incrementAndGet() == 1
                ? Optional.of(new S3Sink.Failure(status, false))
                : Optional.empty();
        try (S3Sink sink = new S3Sink(once)) {
            assertThat(store(sink).whole().size()).isEqualTo(22L * MIB);
            assertThat(sink.objects()).isEqualTo(Map.of("attempt/01-mesh.ply", 22L * MIB));
            assertThat(sink.openUploads()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"500, TRANSIENT", "403, PERMANENT", "0, TRANSIENT"})
    void leavesNothingWhenAPartKeepsFailing(int status, StoreException.Kind kind) throws Exception {
        S3Sink.Fault always =
                request -> request.part() == 3 ? Optional.of(new S3Sink.Failure(status, false)) : Optional.empty();
        try (S3Sink sink = new S3Sink(always)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store(sink))
                    .extracting(StoreException::kind)
                    .isEqualTo(kind);
            assertThat(sink.objects()).isEmpty();
            assertThat(sink.openUploads()).isZero();
        }
    }

    @Test
    void givesUpAPartThatStalls() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        S3Sink.Fault stalls = request -> {
            if (request.part() == 2) {
                never.await(1, TimeUnit.MINUTES);
            }
            return Optional.empty();
        };
        try (S3Sink sink = new S3Sink(stalls)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store(sink))
                    .matches(failure -> failure.code().equals("timeout"));
            assertThat(sink.objects()).isEmpty();
            never.countDown();
        }
    }

    @Test
    void leavesNoUploadThatBeganUnheard() throws Exception {
        S3Sink.Fault lost = request -> request.operation().equals("create") && seen.incrementAndGet() == 1
                ? Optional.of(new S3Sink.Failure(0, true))
                : Optional.empty();
        try (S3Sink sink = new S3Sink(lost)) {
            assertThat(store(sink).whole().size()).isEqualTo(22L * MIB);
            assertThat(sink.openUploads()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"500", "0"})
    void settlesACompleteWhoseAnswerWasLost(int status) throws Exception {
        S3Sink.Fault lost = request -> request.operation().equals("complete")
                ? Optional.of(new S3Sink.Failure(status, true))
                : Optional.empty();
        try (S3Sink sink = new S3Sink(lost)) {
            assertThat(store(sink).whole().size()).isEqualTo(22L * MIB);
            assertThat(sink.objects()).containsOnlyKeys("attempt/01-mesh.ply");
        }
    }

    @Test
    void asksAgainForACompleteThatDidNotHappen() throws Exception {
        S3Sink.Fault once = request -> request.operation().equals("complete") && seen.incrementAndGet() == 1
                ? Optional.of(new S3Sink.Failure(503, false))
                : Optional.empty();
        try (S3Sink sink = new S3Sink(once)) {
            assertThat(store(sink).whole().size()).isEqualTo(22L * MIB);
        }
    }

    @Test
    void leavesNothingWhenCompleteKeepsFailing() throws Exception {
        S3Sink.Fault always = request ->
                request.operation().equals("complete") ? Optional.of(new S3Sink.Failure(500, false)) : Optional.empty();
        try (S3Sink sink = new S3Sink(always)) {
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store(sink));
            assertThat(sink.objects()).isEmpty();
            assertThat(sink.openUploads()).isZero();
        }
    }

    @Test
    void saysWithoutForeignTextThatTheStoreIsOut() throws Exception {
        S3Sink sink = S3Sink.faultless();
        sink.close();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store(sink))
                .withMessage("create upload: unreachable")
                .matches(failure -> failure.kind() == StoreException.Kind.TRANSIENT);
    }

    @Test
    void sendsPartsConcurrently() throws Exception {
        CountDownLatch two = new CountDownLatch(2);
        S3Sink.Fault meeting = request -> {
            if (request.operation().equals("part")) {
                two.countDown();
                two.await(10, TimeUnit.SECONDS);
            }
            return Optional.empty();
        };
        try (S3Sink sink = new S3Sink(meeting)) {
            store(sink);
            assertThat(two.getCount()).isZero();
        }
    }

    private static Stored store(S3Sink sink) throws IOException {
        StoreSettings settings = new StoreSettings(
                "main",
                "scanrelay.store.",
                sink.endpoint(),
                "key",
                Secret.of("secret"),
                "scans",
                "us-east-1",
                false,
                Stores.PART,
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                3,
                Duration.ofMillis(10));
        try (ObjectStore store = new ObjectStore(settings);
                Transfers transfers = new Transfers(store, Stores.transferSettings());
                Origin origin = new Origin(Origin.file(BYTES, TAG))) {
            Stored stored = transfers.store(Stores.request("attempt", "scan.ply", UnpackPolicy.NEVER, origin.source()));
            assertThat(transfers.budget().reserved()).isZero();
            return stored;
        }
    }
}
