package dev.scanrelay.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/operations.md that seal a keyset for two holders. */
class EscrowTest {

    private static final Path PAGE = Path.of("docs", "operations.md");
    private static final String CONTEXT = "grant:1:access";

    @TempDir
    Path folder;

    @Test
    void theSecondHolderAloneOpensAKeysetThatOpensWhatWasSealed() throws Exception {
        assumeTrue(status("openssl version | grep -q '^OpenSSL [3-9]'") == 0, "NOT RUN: escrow needs OpenSSL 3");
        List<String> page = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("openssl cms "))
                .toList();
        Keysets keysets = Keysets.create();
        byte[] sealed = new Vault(new Keyring(keysets)).seal("token", CONTEXT);
        Path document = Files.writeString(folder.resolve("keyset.json"), keysets.reveal());
        for (String holder : List.of("first", "second", "stranger")) {
            assertThat(status("openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=%1$s -keyout %1$s.key -out %1$s.crt"
                            .formatted(holder)))
                    .isZero();
        }

        assertThat(status(page.getFirst())).isZero();
        Files.delete(document);
        int opened = status(page.getLast());
        String back = Files.readString(document);
        int byAStranger = status(page.getLast().replace("second.", "stranger."));

        assertThat(opened).isZero();
        assertThat(new Vault(new Keyring(Keysets.parse(back))).open(sealed, CONTEXT))
                .isEqualTo("token");
        assertThat(byAStranger).isNotZero();
        assertThat(Files.readString(folder.resolve("keyset.cms"), ISO_8859_1)).doesNotContain("sealing");
    }

    private int status(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        shell.getInputStream().readAllBytes();
        return shell.waitFor();
    }
}
