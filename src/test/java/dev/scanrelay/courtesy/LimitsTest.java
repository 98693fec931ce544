package dev.scanrelay.courtesy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Caller;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Caller ONE = caller("1", "eu");
    private static final Caller TWO = caller("2", "eu");
    private static final Caller ELSEWHERE = caller("3", "us");

    private final AtomicLong nanos = new AtomicLong();
    private final Limits limits =
            new Limits(Settings.with(Map.of("account-calls", "10", "region-calls", "15", "kept", "0.5")), meter(nanos));

    @Test
    void givesEachAccountItsOwn() {
        assertThat(taken(ONE, false, 20)).isEqualTo(10);
        assertThat(taken(TWO, false, 5)).isEqualTo(5);
    }

    @Test
    void givesNoRegionMoreThanItsOwn() {
        taken(ONE, false, 10);

        assertThat(taken(TWO, false, 20)).isEqualTo(5);
        assertThat(taken(ELSEWHERE, false, 20)).isEqualTo(10);
    }

    @Test
    void keepsAShareForThoseWhoWait() {
        assertThat(taken(ONE, true, 20)).isEqualTo(5);
        assertThat(taken(ONE, false, 20)).isEqualTo(5);
        assertThat(taken(ONE, true, 20)).isZero();
    }

    @Test
    void saysHowLongToWaitAndGivesAgainAfterThat() {
        taken(ONE, false, 10);

        Duration wait = limits.take(ONE, false);

        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofMillis(100));
        nanos.addAndGet(wait.toNanos());
        assertThat(limits.take(ONE, false)).isZero();
    }

    @Test
    void givesWhatNobodyWaitsForItsTurnToo() {
        Limits narrow = new Limits(Settings.with(Map.of("account-calls", "1", "kept", "0.9")), meter(nanos));

        assertThat(narrow.take(ONE, true)).isZero();
    }

    private long taken(Caller caller, boolean unhurried, int tries) {
        return IntStream.range(0, tries)
                .filter(number -> limits.take(caller, unhurried).isZero())
                .count();
    }

    private static Caller caller(String account, String region) {
        return new Caller(PartnerId.DEFAULT, new AccountId(account), region);
    }

    private static TimeMeter meter(AtomicLong nanos) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
