package dev.scanrelay.mounted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.startup.SettingProblem;
import dev.scanrelay.testing.KubernetesMount;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedSecretsTest {

    private static final String PASSWORD = "quarkus.datasource.password";
    private static final int ENVIRONMENT = 300;

    @TempDir
    Path directory;

    private KubernetesMount mount;

    @BeforeEach
    void mount() throws IOException {
        mount = new KubernetesMount(directory);
    }

    @Test
    void readsWhatKubernetesMountsByTheNameOfTheFile() throws IOException {
        mount.show(Map.of(PASSWORD, "from the file\n", "scanrelay.itero.clients.\"acme\".secret", "windows\r\n"));

        SmallRyeConfig config = config();

        assertThat(config.getValue(PASSWORD, String.class)).isEqualTo("from the file");
        assertThat(config.getValue("scanrelay.itero.clients.\"acme\".secret", String.class))
                .isEqualTo("windows");
    }

    @Test
    void takesNoMoreThanOneNewlineAndNoExpressionOutOfASecret() throws IOException {
        String awkward = " ${user.home}$$\\$\\{a,b}% \n";
        mount.show(Map.of(PASSWORD, awkward + "\n"));

        assertThat(config().getRawValue(PASSWORD)).isNotNull();
        assertThat(config().getValue(PASSWORD, String.class)).isEqualTo(awkward);
    }

    @Test
    void winsOverTheEnvironment() throws IOException {
        mount.show(Map.of(PASSWORD, "from the file"));

        SmallRyeConfig config = config(Map.of(PASSWORD, "from the environment", "kafka.bootstrap.servers", "broker"));

        assertThat(config.getValue(PASSWORD, String.class)).isEqualTo("from the file");
        assertThat(config.getValue("kafka.bootstrap.servers", String.class)).isEqualTo("broker");
    }

    @Test
    void showsAConfigurationThatIsThereTheNewValue() throws Exception {
        mount.show(Map.of(PASSWORD, "old", "same", "same"));
        SmallRyeConfig config = config();
        MountedSecrets source = source(config);

        mount.show(Map.of(PASSWORD, "new", "same", "same"));

        assertThat(source.look()).isEqualTo(new MountedSecrets.Look(Set.of(PASSWORD), Set.of()));
        assertThat(config.getValue(PASSWORD, String.class)).isEqualTo("new");
        assertThat(source.look()).isEqualTo(new MountedSecrets.Look(Set.of(), Set.of()));
    }

    @Test
    void keepsTheValueOfAFileThatIsGoneOrEmpty() throws Exception {
        mount.show(Map.of(PASSWORD, "good", "scanrelay.store.secret-key", "good"));
        SmallRyeConfig config = config();

        mount.show(Map.of("scanrelay.store.secret-key", ""));

        assertThat(source(config).look())
                .isEqualTo(new MountedSecrets.Look(Set.of(), Set.of(PASSWORD, "scanrelay.store.secret-key")));
        assertThat(config.getValue(PASSWORD, String.class)).isEqualTo("good");
        assertThat(config.getValue("scanrelay.store.secret-key", String.class)).isEqualTo("good");
    }

    @Test
    void keepsAllValuesWhereOneFileCanNotBeRead() throws Exception {
        mount.show(Map.of(PASSWORD, "old", "other", "old"));
        SmallRyeConfig config = config();

        Path data = mount.show(Map.of(PASSWORD, "new"));
        Files.write(data.resolve("other"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> source(config).look())
                .isInstanceOf(Unreadable.class)
                .hasMessageEndingWith("other is no text in UTF-8");
        assertThat(config.getValue(PASSWORD, String.class)).isEqualTo("old");
    }

    @Test
    void aDirectoryThatIsMissingStopsTheStartAndIsNamed() {
        Path missing = directory.resolve("nowhere");

        assertThatThrownBy(() -> config(missing, Map.of()))
                .isInstanceOf(SettingProblem.class)
                .hasMessageContaining(MountedSecrets.SETTING)
                .hasMessageContaining(missing + " is no directory");
    }

    @Test
    void aFileThatLeadsNowhereStopsTheStartAndIsNamed() throws IOException {
        Path data = mount.show(Map.of(PASSWORD, "good"));
        Files.createSymbolicLink(data.resolve("dangling"), data.resolve("nothing"));

        assertThatThrownBy(this::config)
                .isInstanceOf(SettingProblem.class)
                .hasMessageContaining("dangling leads nowhere")
                .hasMessageNotContaining("good");
    }

    @Test
    void readsAPlainDirectoryToo(@TempDir Path plain) throws IOException {
        Files.writeString(plain.resolve(PASSWORD), "good");
        Files.writeString(plain.resolve(".hidden"), "not a setting");
        Files.createDirectory(plain.resolve("more"));

        assertThat(source(config(plain, Map.of())).getPropertyNames()).containsExactly(PASSWORD);
    }

    private SmallRyeConfig config() {
        return config(Map.of());
    }

    private SmallRyeConfig config(Map<String, String> environment) {
        return config(directory, environment);
    }

    private static SmallRyeConfig config(Path directory, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withDefaultValue(MountedSecrets.SETTING, directory.toString())
                .withSources(new PropertiesConfigSource(environment, "environment", ENVIRONMENT))
                .withSources(new MountedSecretsFactory())
                .build();
    }

    private static MountedSecrets source(SmallRyeConfig config) {
        for (var source : config.getConfigSources()) {
            if (source instanceof MountedSecrets mounted) {
                return mounted;
            }
        }
        throw new AssertionError("no source");
    }
}
