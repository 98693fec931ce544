package dev.scanrelay.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.PartnerId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminKeyCommandTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void readsItsOptions() {
        assertThat(AdminKeyOptions.parse(List.of("create")))
                .contains(new AdminKeyOptions(PartnerId.DEFAULT, "admin", "operator", Optional.empty()));
        assertThat(AdminKeyOptions.parse(List.of(
                        "create", "--expires", "90d", "--name", "first", "--owner", "Ann", "--partner", "acme")))
                .contains(new AdminKeyOptions(new PartnerId("acme"), "first", "Ann", Optional.of(Duration.ofDays(90))));
    }

    @Test
    void makesAKeyThatMayDoAllUntilItExpires() {
        KeyToken token = KeyToken.random();

        ApiKey key = AdminKeyOptions.parse(List.of("create", "--expires", "2d"))
                .orElseThrow()
                .key(token, NOW);

        assertThat(key.scopes()).isEqualTo(Set.of(Scopes.ADMIN));
        assertThat(key.accounts()).isEmpty();
        assertThat(key.opens(token, NOW.plus(Duration.ofHours(47)))).isTrue();
        assertThat(key.opens(token, NOW.plus(Duration.ofHours(48)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "delete",
                "create --expires",
                "create --expires soon",
                "create --expires 0d",
                "create --partner Not-A-Partner",
                "create --colour red",
                "create --name a --name b"
            })
    void printsItsUsageForAnythingElse(String arguments) {
        int code = run(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")));

        assertThat(code).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("admin-key create [--partner ID]");
    }

    private int run(List<String> arguments) {
        return AdminKeyCommand.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
