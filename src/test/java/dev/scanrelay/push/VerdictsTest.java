package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.egress.Answer;
import dev.scanrelay.push.Verdict.Delivered;
import dev.scanrelay.push.Verdict.Dropped;
import dev.scanrelay.push.Verdict.Failed;
import dev.scanrelay.push.Verdict.Gone;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictsTest {

    private final Verdicts verdicts = new Verdicts(Clock.fixed(Instant.parse("2026-03-02T09:15:31Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void isDeliveredWithAnyTwoHundred(int status) {
        assertThat(of(status, Map.of())).isInstanceOf(Delivered.class);
    }

    @ParameterizedTest
    @CsvSource({
        "301, false, false", "302, false, false", "304, false, false", "308, false, false", "400, true, false",
                "401, true, false",
        "404, true, false", "408, false, true", "422, true, false", "429, false, true", "500, false, false",
                "501, false, false",
        "502, false, true", "503, false, true", "504, false, true", "599, false, false"
    })
    void failsWithEverythingElse(int status, boolean alive, boolean down) {
        assertThat(of(status, Map.of()))
                .isEqualTo(new Failed("status-" + status, alive, down, status != 429, Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_ROOM")
    void isDownWithoutAnAnswer(Answer.Failure failure) {
        assertThat(verdicts.of(new Answer.Failed(failure, Duration.ZERO)))
                .isEqualTo(new Failed(
                        failure.label(),
                        false,
                        true,
                        failure == Answer.Failure.TIMED_OUT || failure == Answer.Failure.BROKEN_OFF,
                        Optional.empty()));
    }

    @Test
    void saysNothingOfAnEndpointThatWasNotCalled() {
        assertThat(verdicts.of(new Answer.Failed(Answer.Failure.NO_ROOM, Duration.ZERO)))
                .isEqualTo(new Verdict.Untried("no-room"));
    }

    @Test
    void obeysGoneAndTheControlHeaders() {
        assertThat(of(410, Map.of())).isEqualTo(new Gone("gone"));
        assertThat(of(200, Map.of("webhook-delivery", " Disable "))).isEqualTo(new Gone("asked"));
        assertThat(of(500, Map.of("webhook-delivery", "abort-message"))).isInstanceOf(Dropped.class);
        assertThat(of(200, Map.of("webhook-delivery", "something"))).isInstanceOf(Delivered.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                "0 | PT0S",
                "Mon, 02 Mar 2026 09:16:31 GMT | PT1M",
                "Mon, 02 Mar 2026 09:14:31 GMT | ",
                "-5 | ",
                "soon | ",
                "99999999999999999999 | "
            })
    void readsRetryAfter(String header, Duration wait) {
        assertThat(of(503, Map.of("retry-after", header)))
                .isEqualTo(new Failed("status-503", false, true, wait == null, Optional.ofNullable(wait)));
    }

    private Verdict of(int status, Map<String, String> headers) {
        return verdicts.of(new Answer.Status(status, headers, "", Duration.ZERO));
    }
}
