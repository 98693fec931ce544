package dev.scanrelay.content;

import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;

/** The configured rules, checked when the service starts. */
@Startup
@Singleton
public class ContentRules {

    private final VolatileFiles volatileFiles;

    ContentRules(ContentConfig config) {
        this.volatileFiles = checked(config.volatileFiles().orElse(List.of()));
    }

    public VolatileFiles volatileFiles() {
        return volatileFiles;
    }

    private static VolatileFiles checked(List<String> patterns) {
        try {
            return VolatileFiles.of(patterns);
        } catch (IllegalArgumentException notAPattern) {
            throw SettingProblem.of(
                    "scanrelay.content.volatile-files",
                    "has an entry that is not kind or kind/name",
                    "image/*_preview.jpg");
        }
    }
}
