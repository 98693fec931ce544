package dev.scanrelay.secret;

import dev.scanrelay.mounted.LiveSetting;
import dev.scanrelay.startup.SettingProblem;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Reads the keyset document that the settings lead to. */
@Singleton
final class KeysetLoader {

    private static final String FILE_SETTING = "scanrelay.secret.keyset-file";
    private static final String INLINE_SETTING = "scanrelay.secret.keyset";
    private static final String EXAMPLE =
            "/etc/scanrelay/keyset.json (make one: java -jar quarkus-run.jar keyset create > keyset.json)";

    private final Config config;

    KeysetLoader(Config config) {
        this.config = config;
    }

    /** The document as it is now, and the setting that led to it. */
    record Document(String setting, Secret text) {

        Keysets keysets() {
            try {
                return Keysets.parse(text.reveal());
            } catch (MalformedKeyset malformed) {
                throw SettingProblem.of(setting, malformed.problem(), EXAMPLE);
            }
        }
    }

    @Produces
    @Singleton
    static LiveSetting keyset() {
        return LiveSetting.matching(Pattern.quote(INLINE_SETTING));
    }

    @Produces
    @Singleton
    Keysets load() {
        return load(config);
    }

    Document document() {
        return document(config);
    }

    /** For a command, which has no beans. */
    static Keysets load(Config config) {
        return document(config).keysets();
    }

    private static Document document(Config config) {
        Optional<String> file = config.getOptionalValue(FILE_SETTING, String.class);
        if (file.isPresent()) {
            return document(FILE_SETTING, read(Path.of(file.get())));
        }
        return config.getOptionalValue(INLINE_SETTING, String.class)
                .map(text -> document(INLINE_SETTING, text))
                .orElseThrow(() -> SettingProblem.of(FILE_SETTING, "is not set", EXAMPLE));
    }

    private static Document document(String setting, String text) {
        if (text.isBlank()) {
            throw SettingProblem.of(setting, "leads to nothing", EXAMPLE);
        }
        return new Document(setting, Secret.of(text));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw SettingProblem.of(FILE_SETTING, "leads to a file that can't be read", EXAMPLE);
        }
    }
}
