package dev.scanrelay.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.scanrelay.ingress.Notification;
import dev.scanrelay.testing.Fuzzing;
import dev.scanrelay.testing.Mutator;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the topic is a whole notification or none: one with holes would be tried, and stand in the way, for ever. */
class HostileRecordsTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String GOOD = """
        {"notificationId":"0197f0a0-0000-7000-8000-000000000001","partner":"acme","account":"104233",\
        "rxId":"0f8fad5b-d9cb-469f-a165-70867728950e","receivedAt":"2026-03-01T12:00:00Z","keyGeneration":1,\
        "via":"pairing-key"}\
        """;

    private int whole;

    @ParameterizedTest
    @ValueSource(strings = {"notificationId", "partner", "account", "rxId", "receivedAt", "via"})
    void takesNoNotificationWithAHole(String field) throws Exception {
        String without = JSON.readTree(GOOD).deepCopy().toString().replace("\"" + field + "\"", "\"other\"");

        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> JSON.readValue(without.getBytes(UTF_8), Notification.class));
    }

    @Test
    void readsAWholeNotificationOrNone() {
        Fuzzing.few("records", 10_000, this::isWholeOrNone);

        assertThat(whole).isPositive();
    }

    @Test
    @Tag("fuzz")
    void readsAWholeNotificationOrNoneOfManyRecords() {
        Fuzzing.many("many records", 200_000, this::isWholeOrNone);
    }

    private void isWholeOrNone(Random random) {
        read(Mutator.mutated(random, GOOD.getBytes(UTF_8))).ifPresent(notification -> {
            whole++;
            assertThat(notification).hasNoNullFieldsOrProperties();
            assertThat(notification.key()).matches("[A-Za-z0-9_-]{1,32}/[0-9a-f-]{36}");
        });
    }

    private static Optional<Notification> read(byte[] value) {
        try {
            return Optional.ofNullable(JSON.readValue(value, Notification.class));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
