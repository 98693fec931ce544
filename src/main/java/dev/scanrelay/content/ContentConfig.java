package dev.scanrelay.content;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What counts as a change of a scan. */
@ConfigMapping(prefix = "scanrelay.content")
public interface ContentConfig {

    /**
     * Files that do not count: patterns {@code kind} or {@code kind/name} with {@code *}, separated by commas, such as
     * {@code image/*_preview.jpg}. None by default: a re-encoded image is a new revision. They are stored all the same.
     */
    Optional<List<String>> volatileFiles();
}
