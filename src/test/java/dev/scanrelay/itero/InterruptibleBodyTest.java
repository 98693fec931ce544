package dev.scanrelay.itero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InterruptibleBodyTest {

    @Test
    void cancelsTheCallInsteadOfTouchingABodyThatIsBeingRead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        InputStream body = new InterruptibleBody(stalled(reading, cancelled, closed), cancelled::countDown);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var read = threads.submit(() -> body.read());
            reading.await();
            body.close();

            assertThatThrownBy(read::get).hasRootCauseMessage("cancelled");
        }
        assertThat(closed).isFalse();
        body.close();
        assertThat(closed).isTrue();
    }

    @Test
    void passesBytesOn() throws IOException {
        try (InputStream body = new InterruptibleBody(new ByteArrayInputStream(new byte[] {-1, 7}), () -> {})) {
            assertThat(body.read()).isEqualTo(255);
            assertThat(body.read()).isEqualTo(7);
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    private static InputStream stalled(CountDownLatch reading, CountDownLatch cancelled, AtomicBoolean closed) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                reading.countDown();
                try {
                    cancelled.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("cancelled");
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
    }
}
