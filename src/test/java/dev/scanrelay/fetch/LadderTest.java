package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.fetch.NextStep.LeaveAlone;
import dev.scanrelay.fetch.NextStep.Park;
import dev.scanrelay.fetch.NextStep.Retry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LadderTest {

    private static final double MIDDLE = 0.5;

    @ParameterizedTest
    @CsvSource({
        "TRANSIENT,0,PT5S,true", "TRANSIENT,1,PT30S,true", "TRANSIENT,8,PT24H,true", "UNAUTHORISED,0,PT5S,true",
        "NOT_THERE_YET,0,PT5S,true", "NOT_THERE_YET,1,PT15S,true", "NOT_THERE_YET,7,PT12H,true", "CHANGED,0,PT0S,true",
        "CHANGED,1,PT30S,true", "RATE_LIMITED,0,PT30S,false", "RATE_LIMITED,99,PT30S,false",
                "NEEDS_ATTENTION,99,PT15M,false"
    })
    void waitsByKindAndStepsUsed(Kind kind, int used, Duration wait, boolean counts) {
        assertThat(ladder(MIDDLE).after(Failure.of(kind, "test"), used)).isEqualTo(new Retry(wait, counts));
    }

    @ParameterizedTest
    @CsvSource({"TRANSIENT,9", "UNAUTHORISED,9", "CHANGED,9", "NOT_THERE_YET,8", "REFUSED,0", "PERMANENT,0"})
    void parksWhatIsExhaustedOrHopeless(Kind kind, int used) {
        assertThat(ladder(MIDDLE).after(Failure.of(kind, "test"), used)).isEqualTo(new Park());
    }

    @Test
    void leavesAloneWhatAnotherHas() {
        assertThat(ladder(MIDDLE).after(Failure.of(Kind.NOT_OURS, "lease lost"), 3))
                .isEqualTo(new LeaveAlone());
    }

    @Test
    void spreadsWaitsToBothSides() {
        Failure failure = Failure.of(Kind.TRANSIENT, "test");

        assertThat(ladder(0).after(failure, 1)).isEqualTo(new Retry(Duration.ofSeconds(24), true));
        assertThat(ladder(1).after(failure, 1)).isEqualTo(new Retry(Duration.ofSeconds(36), true));
    }

    @ParameterizedTest
    @CsvSource({"PT1S,PT30S", "PT90S,PT90S", "PT72H,PT1H"})
    void obeysRetryAfterWithinBounds(Duration asked, Duration wait) {
        Failure failure = new Failure(Kind.RATE_LIMITED, "test", Optional.of(asked));

        assertThat(ladder(MIDDLE).after(failure, 0)).isEqualTo(new Retry(wait, false));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void hasAnAnswerForEveryKind(Kind kind) {
        assertThat(ladder(MIDDLE).after(Failure.of(kind, "test"), 0)).isNotNull();
    }

    private static Ladder ladder(double random) {
        return new Ladder(Settings.with(Map.of()), () -> random);
    }
}
