package dev.scanrelay.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.Services;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsCommandTest {

    private final String pattern = UUID.randomUUID() + ".{partner}.v1";
    private final String topic = pattern.replace("{partner}", "acme");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void makesATopicOnce() {
        assertThat(run(Map.of(), "--partner", "acme")).isZero();
        assertThat(run(Map.of(), "--partner", "acme")).isZero();

        assertThat(out.toString(UTF_8).lines()).containsExactly("made: topic " + topic, "there: topic " + topic);
    }

    @Test
    void makesNothingWhereTheBrokerWouldNotKeepOthersOut() {
        assertThat(run(Map.of(), "--partner", "acme", "--principal", "User:acme"))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("The broker has no authorizer");

        assertThat(run(Map.of(), "--partner", "acme", "--dry-run")).isZero();
        assertThat(out.toString(UTF_8).lines()).containsExactly("would make: topic " + topic);
    }

    @Test
    void wantsAPatternForTopics() {
        assertThat(run(Map.of("scanrelay.topics.partner", "orders.v1"), "--partner", "acme"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("Partners have no topics");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--dry-run",
                "acme",
                "--partner",
                "--partner ACME",
                "--partner acme --partner beta",
                "--partner acme --dry-run --dry-run",
                "--partner acme --principal acme",
                "--partner acme --principal User:*",
                "--partner acme --principal User:",
                "--partner acme --principal"
            })
    void helpsWithWhatItDoesNotUnderstand(String line) {
        assertThat(run(Map.of(), line.isEmpty() ? new String[0] : line.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("topics --partner ID");
        assertThat(out.size()).isZero();
    }

    private int run(Map<String, String> other, String... arguments) {
        Map<String, String> settings = new HashMap<>(Services.shared());
        settings.put("scanrelay.topics.partner", pattern);
        settings.putAll(other);
        return TopicsCommand.run(
                List.of(arguments),
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 500))
                        .build(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
