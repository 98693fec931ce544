package dev.scanrelay.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** File names, of words that a template puts together. Whatever the words hold, a name stays in its folder and can exist on Windows. */
final class NameTemplate {

    static final String USUAL = "{account}/{order}/r{revision}/{file}";

    private static final Set<String> WORDS = Set.of(
            "account",
            "order",
            "rx",
            "reference",
            "revision",
            "date",
            "kind",
            "role",
            "jaw",
            "artifact",
            "file",
            "name",
            "ext");
    private static final Pattern WORD = Pattern.compile("\\{([a-z]*)}");
    private static final Pattern WRITTEN = Pattern.compile("(?:\\{[a-z]+}|[A-Za-z0-9._ /-])+");
    private static final Pattern RESERVED =
            Pattern.compile("(?i)(?:con|prn|aux|nul|conin\\$|conout\\$|com[0-9]|lpt[0-9]) *(?:\\..*)?");
    private static final int WORD_LENGTH = 64;
    private static final int SEGMENT_LENGTH = 100;
    private static final int TEMPLATE_LENGTH = 300;

    private final String template;

    private NameTemplate(String template) {
        this.template = template;
    }

    static NameTemplate of(String template) {
        Matcher words = WORD.matcher(template);
        boolean usable = template.length() <= TEMPLATE_LENGTH
                && WRITTEN.matcher(template).matches()
                && words.results().allMatch(word -> WORDS.contains(word.group(1)))
                && !("/" + template + "/").matches(".*/[. ]*/.*");
        if (!usable) {
            throw new IllegalArgumentException("--name has to be such as " + USUAL
                    + ": letters, digits, . _ - blanks, / between folders, and the words that listen --help tells.");
        }
        if (!template.contains("{artifact}") && !(template.contains("{order}") && named(template))) {
            throw new IllegalArgumentException(
                    "--name has to hold {artifact}, or {order} and {file}: else two files had the same name.");
        }
        return new NameTemplate(template);
    }

    private static boolean named(String template) {
        return template.contains("{file}") || template.contains("{name}");
    }

    /** The folders and the file's name. */
    List<String> name(Map<String, String> words) {
        List<String> segments = new ArrayList<>();
        for (String segment : template.split("/", -1)) {
            segments.add(segment(WORD.matcher(segment)
                    .replaceAll(word -> Matcher.quoteReplacement(word(words.getOrDefault(word.group(1), ""))))));
        }
        return List.copyOf(segments);
    }

    static String word(String value) {
        String safe = value.replaceAll("[^A-Za-z0-9._-]", "_");
        return safe.length() <= WORD_LENGTH ? safe : safe.substring(safe.length() - WORD_LENGTH);
    }

    private static String segment(String text) {
        // The end, which holds the extension and what tells files apart, is worth more than the beginning.
        String cut = text.length() <= SEGMENT_LENGTH ? text : text.substring(text.length() - SEGMENT_LENGTH);
        String trimmed = cut.strip().replaceAll("[. ]+$", "");
        String named = trimmed.isEmpty() || trimmed.startsWith(".") ? "_" + trimmed : trimmed;
        return RESERVED.matcher(named).matches() ? "_" + named : named;
    }

    /** A name that is never too long: for where the template's is. */
    static String shortest(String artifact, String extension) {
        return segment(word(artifact) + (extension.isEmpty() ? "" : "." + extension));
    }

    /** The part after the last point, without it; empty if it is none that a file would have. */
    static String extension(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return file.indexOf('.') >= 0 && ending.matches("[A-Za-z0-9]{1,8}") ? ending.toLowerCase(Locale.ROOT) : "";
    }
}
