package dev.scanrelay.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void comesBackAsItWas() {
        Cursor cursor =
                new Cursor(Cursor.Order.CHANGES, Instant.parse("2026-03-02T09:15:31.204567Z"), UUID.randomUUID());

        assertThat(Cursor.decode(cursor.encoded())).contains(cursor);
    }

    @Test
    void standsBeforeEverythingOfItsTime() {
        Instant time = Instant.parse("2026-03-02T09:15:31Z");

        assertThat(Cursor.since(time).at()).isBefore(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AA",
                "!!!",
                "AQAABhNn4rQAAFs8alIvDk8KmjmKjw9vbxAAAAA",
                "ÿ",
                "AQAABhNn4rQAAFs8alIvDk8KmjmKjw9vbx"
            })
    void refusesWhatIsNotACursor(String written) {
        assertThat(Cursor.decode(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 2, 127, -1})
    void refusesAnotherVersion(byte version) {
        byte[] bytes = Base64.getUrlDecoder()
                .decode(new Cursor(Cursor.Order.NEWEST, Instant.EPOCH, UUID.randomUUID()).encoded());
        bytes[0] = version;

        assertThat(Cursor.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEmpty();
    }

    @Test
    void refusesATimeThatNoDatabaseHolds() {
        byte[] bytes = Base64.getUrlDecoder()
                .decode(new Cursor(Cursor.Order.NEWEST, Instant.EPOCH, UUID.randomUUID()).encoded());
        java.nio.ByteBuffer.wrap(bytes).putLong(2, Long.MAX_VALUE);

        assertThat(Cursor.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEmpty();
    }
}
