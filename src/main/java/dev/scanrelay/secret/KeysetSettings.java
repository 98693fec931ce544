package dev.scanrelay.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the keys come from. One of the first two is needed; without either the service does not start. */
@ConfigMapping(prefix = "scanrelay.secret")
public interface KeysetSettings {

    /** A file with the keyset document, made by {@code keyset create}. Wins over {@link #keyset()}. No default. */
    Optional<Path> keysetFile();

    /** The keyset document itself, for platforms that hand out secrets as environment variables. No default. */
    Optional<String> keyset();

    /** How often rows sealed with an old key are looked for and sealed anew. A longer time keeps old keys needed for longer. */
    @WithDefault("PT1H")
    Duration resealEvery();
}
