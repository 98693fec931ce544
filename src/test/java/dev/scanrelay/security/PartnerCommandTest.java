package dev.scanrelay.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class PartnerCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void makesAPartnerOnceAndListsIt() {
        assertThat(run("add", "--id", "command-1", "--name", "Command One")).isZero();
        assertThat(text(out)).isEqualTo("command-1");
        assertThat(text(err)).contains("admin-key create --partner command-1");

        assertThat(run("add", "--id", "command-1", "--name", "Another")).isEqualTo(1);
        assertThat(text(err)).isEqualTo("There is a partner command-1 already; it was left as it is.");

        assertThat(run("list")).isZero();
        assertThat(text(out).lines()).contains("command-1\tCommand One", "default\tDefault partner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "list all", "add", "add --id Not-A-Partner", "add --id a --id b", "add --name b", "remove"})
    void printsItsUsageForAnythingElse(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(text(err)).startsWith("partner add --id ID");
        assertThat(text(out)).isEmpty();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return PartnerCommand.run(
                List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).strip();
    }
}
