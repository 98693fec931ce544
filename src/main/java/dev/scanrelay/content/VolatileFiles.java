package dev.scanrelay.content;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The files that do not count as content, by patterns {@code kind} or {@code kind/name}, where {@code *} stands for any
 * characters: {@code image} or {@code image/*_preview.jpg}. Names are compared without case and folders.
 */
public final class VolatileFiles {

    private static final Pattern SHAPE = Pattern.compile("[a-z*]+(/[^/]+)?");

    private final List<Pattern> patterns;

    private VolatileFiles(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    public static VolatileFiles none() {
        return new VolatileFiles(List.of());
    }

    /**
     * Reads them as they are written in the settings.
     *
     * @throws IllegalArgumentException if a pattern is not one
     */
    public static VolatileFiles of(List<String> patterns) {
        return new VolatileFiles(patterns.stream().map(VolatileFiles::compile).toList());
    }

    public boolean contain(EntryKind kind, VendorName name) {
        String file = kind.wire() + "/" + name.base().toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> pattern.matcher(file).matches());
    }

    private static Pattern compile(String written) {
        String pattern = written.strip().toLowerCase(Locale.ROOT);
        if (!SHAPE.matcher(pattern).matches()) {
            throw new IllegalArgumentException("not a pattern of volatile files");
        }
        String glob = pattern.contains("/") ? pattern : pattern + "/*";
        return Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
    }
}
