package dev.scanrelay.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotaTest {

    private final AtomicLong nanos = new AtomicLong();
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };
    private final Quota quota = new Quota("calls", 2, 5, time);

    @Test
    void givesABurstAndThenTheRate() {
        for (int left = 4; left >= 0; left--) {
            assertThat(quota.take("a"))
                    .satisfies(standing -> assertThat(standing.allowed()).isTrue());
        }
        assertThat(quota.take("a")).isEqualTo(new Standing("calls", false, 5, 3, 0, 1));

        nanos.addAndGet(Duration.ofMillis(500).toNanos());

        assertThat(quota.take("a")).isEqualTo(new Standing("calls", true, 5, 3, 0, 3));
        assertThat(quota.take("a").allowed()).isFalse();
    }

    @Test
    void keepsOneFromAnother() {
        quota.take("a");

        assertThat(quota.take("b")).isEqualTo(new Standing("calls", true, 5, 3, 4, 1));
    }

    @Test
    void looksWithoutTaking() {
        assertThat(quota.look("a")).isEqualTo(quota.look("a"));
        assertThat(quota.look("a").left()).isEqualTo(5);
        for (int taken = 0; taken < 5; taken++) {
            quota.take("a");
        }
        assertThat(quota.look("a")).isEqualTo(new Standing("calls", false, 5, 3, 0, 1));
    }

    @Test
    void saysItInStructuredFields() {
        Standing standing = quota.take("a");

        assertThat(standing.policyItem()).isEqualTo("\"calls\";q=5;w=3");
        assertThat(standing.limitItem()).isEqualTo("\"calls\";r=4;t=1");
    }
}
