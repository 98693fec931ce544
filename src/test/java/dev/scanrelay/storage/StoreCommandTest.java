package dev.scanrelay.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreCommandTest {

    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysHowItIsUsed() {
        assertThat(run("migrate", "--left-for", "PT1H")).isEqualTo(2);
        assertThat(run("verify", "--everything")).isEqualTo(2);
        assertThat(run("destroy")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("store migrate");
    }

    private int run(String... words) {
        return StoreCommand.run(
                List.of(words), new SmallRyeConfigBuilder().build(), NOWHERE, new PrintStream(err, true, UTF_8));
    }
}
