package dev.scanrelay.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTokenTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void readsWhatItWrites() {
        KeyToken token = KeyToken.random();

        assertThat(KeyToken.parse(token.written().reveal())).contains(token);
        assertThat(token.written().reveal()).hasSize(70).startsWith("sr_" + token.id() + "_");
        assertThat(token).asString().doesNotContain(token.secret().reveal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sr__",
                "sr_aaaaaaaaaaaaaaaa_",
                "sr_AAAAAAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "sr_aaaaaaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ",
                "xx_aaaaaaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void readsNothingElse(String text) {
        assertThat(KeyToken.parse(text)).isEmpty();
    }

    @Test
    void tellsAKeyWithOneWrongLetterAnywhere() {
        String written = KeyToken.random().written().reveal();

        for (int at = 0; at < written.length(); at++) {
            char other = written.charAt(at) == 'a' ? 'b' : 'a';
            assertThat(KeyToken.parse(written.substring(0, at) + other + written.substring(at + 1)))
                    .as("letter %d", at)
                    .isEmpty();
        }
    }

    @Test
    void opensWithItsSecretUntilItExpiresOrIsRevoked() {
        KeyToken token = KeyToken.random();

        assertThat(key(token, Optional.of(NOW.plusSeconds(1)), Optional.empty()).opens(token, NOW))
                .isTrue();
        assertThat(key(token, Optional.empty(), Optional.empty()).opens(KeyToken.random(), NOW))
                .isFalse();
        assertThat(key(token, Optional.of(NOW), Optional.empty()).opens(token, NOW))
                .isFalse();
        assertThat(key(token, Optional.empty(), Optional.of(NOW)).opens(token, NOW))
                .isFalse();
    }

    private static ApiKey key(KeyToken token, Optional<Instant> expires, Optional<Instant> revoked) {
        return new ApiKey(
                token.id(),
                PartnerId.DEFAULT,
                KeyHash.of(token),
                "test",
                "a test",
                Set.of(Scopes.ADMIN),
                Optional.empty(),
                Optional.empty(),
                new ApiKey.Life(NOW.minusSeconds(60), expires, revoked, Optional.empty()));
    }
}
