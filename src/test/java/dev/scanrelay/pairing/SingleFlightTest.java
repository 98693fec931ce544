package dev.scanrelay.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final SingleFlight<String, String> flights = new SingleFlight<>();

    @AfterEach
    void calm() {
        Thread.interrupted();
    }

    /** Align may have spent the refresh token already: an answer that nobody takes costs the grant. */
    @Test
    void goesOnToItsEndWhenTheCallerIsToldToStop() {
        Thread.currentThread().interrupt();

        String answer = flights.join("grant", SingleFlightTest::askAlign);

        assertThat(answer).isEqualTo("new tokens");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void passesTheFailureOnAndFliesAgainAfterwards() {
        assertThatIllegalStateException()
                .isThrownBy(() -> flights.join("grant", () -> {
                    throw new IllegalStateException("refused");
                }));

        assertThat(flights.join("grant", () -> "afterwards")).isEqualTo("afterwards");
    }

    // As an HTTP client does: an interrupted thread gets no answer.
    private static String askAlign() {
        return Thread.currentThread().isInterrupted() ? "answer lost" : "new tokens";
    }
}
