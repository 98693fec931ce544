package dev.scanrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Cookie;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrowserTest {

    private static final String OURS = "a".repeat(43);
    private static final String ANOTHER = "b".repeat(43);

    @Test
    void takesNoCookieThatANeighbouringHostMaySetWhereUsersComeOverHttps() {
        assertThat(Browser.of(Map.of("scanrelay-pairing", cookie("scanrelay-pairing", ANOTHER)), false))
                .isEmpty();
        assertThat(Browser.of(Map.of("scanrelay-pairing", cookie("scanrelay-pairing", OURS)), true))
                .contains(OURS);
    }

    @Test
    void prefersTheStrongerName() {
        Map<String, Cookie> both = Map.of(
                "scanrelay-pairing", cookie("scanrelay-pairing", ANOTHER),
                "__Host-scanrelay-pairing", cookie("__Host-scanrelay-pairing", OURS));

        assertThat(Browser.of(both, true)).contains(OURS);
        assertThat(Browser.of(both, false)).contains(OURS);
    }

    private static Cookie cookie(String name, String value) {
        return new Cookie.Builder(name).value(value).build();
    }
}
