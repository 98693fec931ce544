package dev.scanrelay.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetRotationTest {

    private static final String CONTEXT = "grant:1:access";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void opensWithAnOldKeyAndSealsWithTheNewOne() throws Exception {
        // Given
        Keysets before = parsed("create");
        byte[] old = new Vault(new Keyring(before)).seal("token", CONTEXT);

        // When
        Keysets after = parsed("rotate", file(before));

        // Then
        Vault vault = new Vault(new Keyring(after));
        assertThat(vault.open(old, CONTEXT)).isEqualTo("token");
        byte[] sealed = vault.seal("token", CONTEXT);
        assertThat(Arrays.copyOf(sealed, 5)).isEqualTo(vault.primaryPrefix()).isNotEqualTo(Arrays.copyOf(old, 5));
        assertThatThrownBy(() -> new Vault(new Keyring(before)).open(sealed, CONTEXT))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void addsAKeyThatOpensBeforeItSeals() throws Exception {
        // Given
        Keysets before = parsed("create");

        // When
        Keysets added = parsed("add", file(before));
        Keysets promoted = parsed("promote", file(added));

        // Then
        byte[] sealedByPromoted = new Vault(new Keyring(promoted)).seal("token", CONTEXT);
        assertThat(new Vault(new Keyring(added)).open(sealedByPromoted, CONTEXT))
                .isEqualTo("token");
        byte[] sealedByAdded = new Vault(new Keyring(added)).seal("token", CONTEXT);
        assertThat(new Vault(new Keyring(before)).open(sealedByAdded, CONTEXT)).isEqualTo("token");
    }

    @Test
    void retiresAllButTheSealingKey() throws Exception {
        // Given
        Keysets before = parsed("create");
        byte[] old = new Vault(new Keyring(before)).seal("token", CONTEXT);

        // When
        Keysets retired = parsed("retire", file(parsed("rotate", file(before))));

        // Then
        assertThatThrownBy(() -> new Vault(new Keyring(retired)).open(old, CONTEXT))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void callbackKeysAndIndexSurviveTheirRotation() throws Exception {
        // Given
        Keysets before = parsed("create");
        byte[] tag = new Macs(new Keyring(before)).tag(new byte[] {1});
        byte[] digest = new BlindIndex(new Keyring(before)).of("chart-number", "default", "A-1");

        // When
        Keysets after = parsed("rotate", file(parsed("rotate", file(before), "callback-keys")), "index");

        // Then
        assertThat(new Macs(new Keyring(after)).verify(tag, new byte[] {1})).isTrue();
        assertThat(new BlindIndex(new Keyring(after)).candidates("chart-number", "default", "a-1 "))
                .anySatisfy(candidate -> assertThat(candidate).isEqualTo(digest));
        assertThat(new BlindIndex(new Keyring(after)).of("chart-number", "default", "A-1"))
                .isNotEqualTo(digest);
    }

    @Test
    void oldSignaturesSurviveARotation() throws Exception {
        // Given
        Keysets before = parsed("create");
        byte[] old = new Signatures(new Keyring(before)).sign(new byte[] {1}).orElseThrow();

        // When
        Keysets after = parsed("rotate", file(before), "audit");

        // Then
        byte[] signed = new Signatures(new Keyring(after)).sign(new byte[] {1}).orElseThrow();
        assertThat(new Signatures(new Keyring(after)).verify(old, new byte[] {1}))
                .isTrue();
        assertThat(new Signatures(new Keyring(after)).verify(signed, new byte[] {1}))
                .isTrue();
        assertThat(new Signatures(new Keyring(after)).verify(signed, new byte[] {2}))
                .isFalse();
        assertThat(new Signatures(new Keyring(before)).verify(signed, new byte[] {1}))
                .isFalse();
    }

    @Test
    void addsTheFirstAuditKeyToADocumentThatHasNone() throws Exception {
        // Given
        Keysets before = Fresh.withoutAudit(parsed("create"));
        byte[] sealed = new Vault(new Keyring(before)).seal("token", CONTEXT);

        // When
        Keysets after = parsed("add", file(before), "audit");

        // Then
        assertThat(new Signatures(new Keyring(before)).isAble()).isFalse();
        assertThat(new Signatures(new Keyring(after)).isAble()).isTrue();
        assertThat(new Vault(new Keyring(after)).open(sealed, CONTEXT)).isEqualTo("token");
    }

    @Test
    void aCommandChecksSignaturesWithTheFileThatTheSettingsLeadTo() throws Exception {
        // Given
        Keysets keysets = parsed("create");
        byte[] signed =
                new Signatures(new Keyring(keysets)).sign(new byte[] {1}).orElseThrow();

        // When
        Signatures ofCommand = Signatures.of(new SmallRyeConfigBuilder()
                .withDefaultValue("scanrelay.secret.keyset-file", file(keysets))
                .build());

        // Then
        assertThat(ofCommand.verify(signed, new byte[] {1})).isTrue();
    }

    @Test
    void promotesNothingInADocumentThatHasNone() throws Exception {
        String file = file(Fresh.withoutAudit(parsed("create")));
        out.reset();

        assertThat(KeysetCommand.run(List.of("promote", file, "audit"), print(out), print(err)))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("The file has no keyset \"audit\".");
        assertThat(out.size()).isZero();
    }

    @Test
    void opensNothingInAnotherPlace() {
        Vault vault = Fresh.vault();
        byte[] sealed = vault.seal("token", CONTEXT);

        assertThatThrownBy(() -> vault.open(sealed, "grant:2:access"))
                .isInstanceOf(SealBroken.class)
                .hasMessageNotContaining("token");
    }

    @Test
    void tellsFieldsAndPartnersApartInTheIndex() throws Exception {
        BlindIndex index = new BlindIndex(new Keyring(parsed("create")));

        assertThat(index.of("chart-number", "default", "A-1"))
                .isNotEqualTo(index.of("chart-number", "other", "A-1"))
                .isNotEqualTo(index.of("name", "default", "A-1"))
                .isEqualTo(index.of("chart-number", "default", " a-1"));
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(KeysetCommand.run(List.of("retire"), print(out), print(err))).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("keyset create");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void saysNothingOfABrokenFile() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"sealing\": \"key-material\"");

        assertThat(KeysetCommand.run(List.of("rotate", broken.toString()), print(out), print(err)))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("The file is not JSON.");
    }

    @Test
    void refusesAKeyOfAnotherPurpose() {
        Keysets keysets = Keysets.create();
        String swapped = keysets.reveal().replace("\"sealing\"", "\"x\"").replace("\"index\"", "\"sealing\"");

        assertThatThrownBy(() -> Keysets.parse(swapped)).isInstanceOf(MalformedKeyset.class);
    }

    private Keysets parsed(String... arguments) throws MalformedKeyset {
        out.reset();
        assertThat(KeysetCommand.run(List.of(arguments), print(out), print(err)))
                .isZero();
        return Keysets.parse(out.toString(UTF_8));
    }

    private String file(Keysets keysets) throws Exception {
        Path file = Files.createTempFile(folder, "keyset", ".json");
        return Files.writeString(file, keysets.reveal()).toString();
    }

    private static PrintStream print(ByteArrayOutputStream into) {
        return new PrintStream(into, true, UTF_8);
    }
}
