package dev.scanrelay.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.LiveConfig;
import io.vertx.pgclient.PgConnectOptions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginTest {

    private final Map<String, String> settings = new HashMap<>();

    private final Login login = new Login(LiveConfig.of(settings));

    @Test
    void isWhatTheSettingsSayWhenAConnectionIsMade() {
        PgConnectOptions database =
                new PgConnectOptions().setHost("db").setUser("first").setPassword("old");
        settings.put("quarkus.datasource.username", "second");
        settings.put("quarkus.datasource.password", "new");

        assertThat(login.now(database)).extracting("host", "user", "password").containsExactly("db", "second", "new");
        assertThat(database.getPassword()).isEqualTo("old");
    }

    @Test
    void isThatOfTheUrlWhereNothingIsSet() {
        PgConnectOptions database = new PgConnectOptions().setUser("of the URL").setPassword("of the URL, too");

        assertThat(login.now(database)).extracting("user", "password").containsExactly("of the URL", "of the URL, too");
    }
}
