package dev.scanrelay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helps() {
        assertThat(run("help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("scanrelay ");
    }

    @Test
    void saysWhatThereIsWhenAskedForSomethingElse() {
        assertThat(run("frobnicate")).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("admin-key create")
                .doesNotContain("frobnicate");
    }

    @Test
    void handsCommandsOn() {
        assertThat(run("keyset", "create")).isZero();
        assertThat(run("keyset", "nonsense")).isEqualTo(2);
        assertThat(run("admin-key", "nonsense")).isEqualTo(2);
        assertThat(run("audit", "nonsense")).isEqualTo(2);
        assertThat(run("why", "nonsense")).isEqualTo(2);
        assertThat(run("orders", "nonsense")).isEqualTo(2);
        assertThat(run("redrive")).isEqualTo(2);
        assertThat(run("republish", "nonsense")).isEqualTo(2);
        assertThat(run("topics", "nonsense")).isEqualTo(2);
        assertThat(run("listen", "nonsense")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("audit verify [--heads FILE]");
    }

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
