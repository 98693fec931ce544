package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.fetch.NextStep.LeaveAlone;
import dev.scanrelay.fetch.NextStep.Park;
import dev.scanrelay.fetch.NextStep.Retry;
import dev.scanrelay.fetch.NextStep.Withdraw;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LadderTest {

    private static final double MIDDLE = 0.5;
    private static final Duration LONG = Duration.ofDays(15);

    @ParameterizedTest
    @CsvSource({
        "TRANSIENT,0,PT5S,true",
        "TRANSIENT,1,PT30S,true",
        "TRANSIENT,8,PT24H,true",
        "UNAUTHORISED,0,PT5S,true",
        "NOT_THERE_YET,0,PT5S,true",
        "NOT_THERE_YET,1,PT15S,true",
        "NOT_THERE_YET,7,PT12H,true",
        "CHANGED,0,PT0S,true",
        "CHANGED,1,PT30S,true",
        "RATE_LIMITED,0,PT30S,false",
        "RATE_LIMITED,99,PT30S,false",
        "NEEDS_ATTENTION,99,PT15M,false",
        "BUSY,99,PT5S,false",
        "GONE,0,PT5S,true",
        "GONE,7,PT12H,true"
    })
    void waitsByKindAndStepsUsed(Kind kind, int used, Duration wait, boolean counts) {
        assertThat(ladder(MIDDLE).after(Failure.of(kind, "test"), used, LONG)).isEqualTo(new Retry(wait, counts));
    }

    @ParameterizedTest
    @CsvSource({"TRANSIENT,9", "UNAUTHORISED,9", "CHANGED,9", "NOT_THERE_YET,8", "REFUSED,0", "PERMANENT,0"})
    void parksWhatIsExhaustedOrHopeless(Kind kind, int used) {
        assertThat(ladder(MIDDLE).after(Failure.of(kind, "test"), used, LONG)).isEqualTo(new Park());
    }

    @ParameterizedTest
    @CsvSource({"TRANSIENT,9", "TRANSIENT,20", "INCOMPLETE,9", "NOT_THERE_YET,8"})
    void goesOnDailyForFourteenDaysAfterTheNotification(Kind kind, int used) {
        Failure failure = Failure.of(kind, "test");

        assertThat(ladder(MIDDLE).after(failure, used, Duration.ofDays(13)))
                .isEqualTo(new Retry(Duration.ofDays(1), true));
        assertThat(ladder(MIDDLE).after(failure, used, Duration.ofDays(13).plusSeconds(1)))
                .isEqualTo(new Park());
    }

    @Test
    void parksAfterTheLastStepWhereNoTimeIsSet() {
        Ladder quick = new Ladder(Settings.with(Map.of("give-up-after", "0s", "ladder", "1s,2s")), () -> MIDDLE);
        Failure failure = Failure.of(Kind.TRANSIENT, "test");

        assertThat(quick.after(failure, 1, LONG)).isEqualTo(new Retry(Duration.ofSeconds(2), true));
        assertThat(quick.after(failure, 2, Duration.ZERO)).isEqualTo(new Park());
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSIENT,8,PT5S",
        "TRANSIENT,20,PT5S",
        "CHANGED,3,PT0S",
        "NOT_THERE_YET,7,PT5S",
        "RATE_LIMITED,8,PT30S",
        "NEEDS_ATTENTION,8,PT15M"
    })
    void startsAtTheFirstStepForWhatIsWantedAgain(Kind kind, int used, Duration wait) {
        Failure failure = Failure.of(kind, "test");
        Retry decided = (Retry) ladder(MIDDLE).after(failure, used, Duration.ZERO);

        assertThat(ladder(MIDDLE).anew(failure, decided)).isEqualTo(wait);
    }

    @Test
    void waitsAsLongAsAlignAsksAlsoWhereItIsWantedAgain() {
        Failure failure = new Failure(Kind.TRANSIENT, "test", Optional.of(Duration.ofMinutes(20)));

        assertThat(ladder(MIDDLE).anew(failure, new Retry(Duration.ofHours(2), true)))
                .isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void withdrawsWhatStaysGone() {
        assertThat(ladder(MIDDLE).after(Failure.of(Kind.GONE, "test"), 8, Duration.ZERO))
                .isEqualTo(new Withdraw());
    }

    @Test
    void leavesAloneWhatAnotherHas() {
        assertThat(ladder(MIDDLE).after(Failure.of(Kind.NOT_OURS, "lease lost"), 3, LONG))
                .isEqualTo(new LeaveAlone());
    }

    @Test
    void spreadsWaitsToBothSides() {
        Failure failure = Failure.of(Kind.TRANSIENT, "test");

        assertThat(ladder(0).after(failure, 1, LONG)).isEqualTo(new Retry(Duration.ofSeconds(24), true));
        assertThat(ladder(1).after(failure, 1, LONG)).isEqualTo(new Retry(Duration.ofSeconds(36), true));
    }

    @ParameterizedTest
    @CsvSource({"PT1S,PT1.1S", "PT90S,PT99S", "PT72H,PT1H6M", "PT0S,PT30S"})
    void obeysRetryAfterWithinBounds(Duration asked, Duration wait) {
        Failure failure = new Failure(Kind.RATE_LIMITED, "test", Optional.of(asked));

        assertThat(ladder(MIDDLE).after(failure, 0, LONG)).isEqualTo(new Retry(wait, false));
    }

    @Test
    void waitsUnderOurOwnLimitForItsTurnAlone() {
        Failure failure = new Failure(Kind.OWN_LIMIT, "test", Optional.of(Duration.ofMillis(50)));

        assertThat(ladder(0).after(failure, 5, LONG)).isEqualTo(new Retry(Duration.ofSeconds(1), false));
    }

    @Test
    void asksARegionThatWasOutAgainSoonAsItMayBeBack() {
        Failure failure = new Failure(Kind.REGION_OUT, "test", Optional.of(Duration.ofMinutes(2)));

        assertThat(ladder(MIDDLE).after(failure, 5, LONG)).isEqualTo(new Retry(Duration.ofSeconds(5), false));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hasAnAnswerForEveryKind(Kind kind) {
        assertThat(ladder(MIDDLE).after(Failure.of(kind, "test"), 0, LONG)).isNotNull();
    }

    private static Ladder ladder(double random) {
        return new Ladder(Settings.with(Map.of()), () -> random);
    }
}
