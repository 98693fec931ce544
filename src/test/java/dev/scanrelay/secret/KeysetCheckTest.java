package dev.scanrelay.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.database.Database;
import dev.scanrelay.startup.SettingProblem;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class KeysetCheckTest {

    @Inject
    Database database;

    @Inject
    KeysetCheck check;

    @Inject
    Keysets keysets;

    @Test
    void refusesAKeysetThatTheDatabaseWasNotWrittenWith() {
        // Given
        List<byte[]> before = canaries();

        // When
        assertThatThrownBy(() -> check.check(Keysets.create()))

                // Then
                .isInstanceOf(SettingProblem.class)
                .hasMessageContaining("scanrelay.secret.keyset-file")
                .hasMessageContaining("nothing was touched");
        assertThat(canaries()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void refusesAKeysetWhoseOldKeyWasRetiredTooEarly() {
        // Given
        Keysets rotated = keysets.with(
                Purpose.SEALING, keyset -> KeysetRotation.promote(KeysetRotation.add(Purpose.SEALING, keyset)));
        Keysets retired = rotated.with(Purpose.SEALING, KeysetRotation::retire);

        // When
        assertThatCode(() -> check.check(keysets)).doesNotThrowAnyException();

        // Then
        assertThatThrownBy(() -> check.check(retired)).hasMessageContaining("lacks a \"sealing\" key");
        assertThat(new Canary(rotated).holds(Purpose.SEALING, new Canary(keysets).proof(Purpose.SEALING)))
                .isTrue();
    }

    @Test
    void startsWithADocumentMadeBeforeThereWasAnAuditKey() {
        assertThatCode(() -> check.check(Fresh.withoutAudit(keysets))).doesNotThrowAnyException();
    }

    @Test
    void saysInOneLineThatThereIsNoKeyset() {
        assertThatThrownBy(() -> loader(Optional.empty()).load())
                .isInstanceOf(SettingProblem.class)
                .hasMessageContaining("scanrelay.secret.keyset-file is not set")
                .hasMessageContaining("keyset create")
                .hasMessageNotContaining("\n");
    }

    @Test
    void saysInOneLineThatTheKeysetIsMalformed() {
        assertThatThrownBy(() -> loader(Optional.of("{\"sealing\":{\"key\":\"material\"}}"))
                        .load())
                .isInstanceOf(SettingProblem.class)
                .hasMessageContaining("scanrelay.secret.keyset holds no usable Tink keyset under \"sealing\"")
                .hasMessageNotContaining("material");
    }

    private List<byte[]> canaries() {
        return database.read(session -> session.createNativeQuery(
                        "select proof from keyset_canary order by purpose, key_id", byte[].class)
                .getResultList());
    }

    private static KeysetLoader loader(Optional<String> document) {
        return new KeysetLoader(new SmallRyeConfigBuilder()
                .withDefaultValues(document.map(text -> Map.of("scanrelay.secret.keyset", text))
                        .orElse(Map.of()))
                .build());
    }
}
