package dev.scanrelay.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.scanrelay.database.Database;
import dev.scanrelay.mounted.MountedSettings;
import dev.scanrelay.mounted.StaleSecrets;
import dev.scanrelay.testing.KubernetesMount;
import dev.scanrelay.testing.Services;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Services.class)
class KeysetWatchTest {

    private static final String FILE = "keyset.json";

    @Inject
    Database database;

    @Inject
    Keysets ours;

    @Inject
    KeysetCheck check;

    @Inject
    MeterRegistry metrics;

    @Inject
    StaleSecrets stale;

    @Inject
    MountedSettings settings;

    @Inject
    ScheduledExecutorService executor;

    @TempDir
    Path directory;

    private KubernetesMount mount;
    private Keyring keys;
    private KeysetWatch watch;

    @BeforeEach
    void mount() throws IOException {
        mount = new KubernetesMount(directory);
        show(ours.reveal());
        keys = new Keyring(ours);
        watch = new KeysetWatch(
                new KeysetLoader(new SmallRyeConfigBuilder()
                        .withDefaultValue(
                                "scanrelay.secret.keyset-file",
                                directory.resolve(FILE).toString())
                        .build()),
                check,
                keys,
                stale,
                settings,
                executor);
        watch.look();
    }

    @AfterEach
    void forgetTheNewKeys() throws IOException {
        show(ours.reveal());
        watch.look();
        database.write(session -> session.createNativeQuery(
                        "delete from keyset_canary where key_id <> :ours and purpose = 'sealing'")
                .setParameter("ours", ours.primaryId(Purpose.SEALING))
                .executeUpdate());
    }

    @Test
    void sealsWithANewKeyWithoutANewStartAndOpensWhatTheOldOneSealed() throws IOException {
        // Given
        Vault vault = new Vault(keys);
        byte[] before = vault.seal("token", "here");
        Keysets rotated = rotated();

        // When
        show(rotated.reveal());
        watch.look();

        // Then
        assertThat(vault.open(before, "here")).isEqualTo("token");
        byte[] after = vault.seal("token", "here");
        assertThat(new Vault(new Keyring(rotated.with(Purpose.SEALING, KeysetRotation::retire))).open(after, "here"))
                .isEqualTo("token");
        assertThat(staleKinds()).isZero();
    }

    @Test
    void leavesACanaryOfTheNewKeySoThatNoStartGoesWithoutIt() throws IOException {
        show(rotated().reveal());
        watch.look();

        assertThatCode(() -> check.check(ours)).hasMessageContaining("lacks a \"sealing\" key");
    }

    @Test
    void keepsTheKeysOfBeforeWhereTheNewFileIsBrokenAndSaysSoUntilItIsMended() throws IOException {
        show("{\"sealing\": half");
        watch.look();
        assertThat(keys.now()).isSameAs(ours);
        assertThat(staleKinds()).isEqualTo(1);

        show(ours.reveal());
        watch.look();
        assertThat(staleKinds()).isZero();
    }

    @Test
    void keepsTheKeysOfBeforeWhereTheNewFileLacksOneThatTheDatabaseWasWrittenWith() throws IOException {
        show(Keysets.create().reveal());
        watch.look();

        assertThat(keys.now()).isSameAs(ours);
        assertThat(staleKinds()).isEqualTo(1);
    }

    private Keysets rotated() {
        return ours.with(
                Purpose.SEALING, keyset -> KeysetRotation.promote(KeysetRotation.add(Purpose.SEALING, keyset)));
    }

    private void show(String document) throws IOException {
        mount.show(Map.of(FILE, document));
    }

    private double staleKinds() {
        return metrics.get("scanrelay.secrets.stale").gauge().value();
    }
}
