package dev.scanrelay.secret;

import dev.scanrelay.startup.SettingProblem;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Reads the keyset document that the settings lead to. */
@Singleton
final class KeysetLoader {

    private static final String FILE_SETTING = "scanrelay.secret.keyset-file";
    private static final String INLINE_SETTING = "scanrelay.secret.keyset";
    private static final String EXAMPLE =
            "/etc/scanrelay/keyset.json (make one: java -jar quarkus-run.jar keyset create > keyset.json)";

    private final KeysetSettings settings;

    KeysetLoader(KeysetSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    Keysets load() {
        return load(settings.keysetFile(), settings.keyset());
    }

    /** For a command, which has no beans. */
    static Keysets load(Config config) {
        return load(
                config.getOptionalValue(FILE_SETTING, String.class).map(Path::of),
                config.getOptionalValue(INLINE_SETTING, String.class));
    }

    private static Keysets load(Optional<Path> file, Optional<String> inline) {
        if (file.isPresent()) {
            return parse(read(file.get()), FILE_SETTING);
        }
        return inline.map(document -> parse(document, INLINE_SETTING))
                .orElseThrow(() -> SettingProblem.of(FILE_SETTING, "is not set", EXAMPLE));
    }

    private static Keysets parse(String document, String setting) {
        try {
            return Keysets.parse(document);
        } catch (MalformedKeyset malformed) {
            throw SettingProblem.of(setting, malformed.problem(), EXAMPLE);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw SettingProblem.of(FILE_SETTING, "leads to a file that can't be read", EXAMPLE);
        }
    }
}
