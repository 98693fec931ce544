package dev.scanrelay.content;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the names of iTero's exports tell. The first rule that fits decides; no rule: unknown. */
final class NameRules {

    private static final Pattern UPPER = Pattern.compile("(^|[^a-z])(u|upper[a-z]*|maxill[a-z]*)([^a-z]|$)");
    private static final Pattern LOWER = Pattern.compile("(^|[^a-z])(l|lower[a-z]*|mandib[a-z]*)([^a-z]|$)");

    private static final List<Rule> RULES = List.of(
            rule(".*penta_?(front).*\\.jpe?g", Classification.of(EntryKind.IMAGE, Role.FRONT)),
            rule(".*penta_?(left).*\\.jpe?g", Classification.of(EntryKind.IMAGE, Role.LEFT)),
            rule(".*penta_?(right).*\\.jpe?g", Classification.of(EntryKind.IMAGE, Role.RIGHT)),
            rule(".*penta_?(upper).*\\.jpe?g", Classification.of(EntryKind.IMAGE, Role.UPPER)),
            rule(".*penta_?(lower).*\\.jpe?g", Classification.of(EntryKind.IMAGE, Role.LOWER)),
            rule("(.*[^a-z])?gallery.*\\.(jpe?g|png)", Classification.of(EntryKind.IMAGE, Role.GALLERY)),
            rule("(.*[^a-z])?textures?([^a-z].*)?\\.(jpe?g|png|bmp)", Classification.of(EntryKind.TEXTURE)),
            rule("(.*[^a-z])?margin(lines?|s)?([^a-z].*)?\\.[a-z0-9]+", Classification.of(EntryKind.MARGIN)),
            rule(".*shell_occlusion.*\\.(stl|ply|obj)", Classification.of(EntryKind.MESH, Role.OCCLUSION)),
            rule(
                    "(.*[^a-z])?(prep|preparation|die)([^a-z].*)?\\.(stl|ply|obj)",
                    Classification.of(EntryKind.MESH, Role.PREPARATION)),
            rule(".*\\.(stl|ply|obj|drc)", Classification.of(EntryKind.MESH)),
            rule("(.*[^a-z])?rx([^a-z].*)?\\.(html?|pdf)", Classification.of(EntryKind.RX, Role.PRESCRIPTION)),
            rule(".*export.*\\.xml", Classification.of(EntryKind.METADATA, Role.EXPORT)),
            rule(".*\\.(xml|json)", Classification.of(EntryKind.METADATA)),
            rule(".*\\.(jpe?g|png|bmp|gif|webp)", Classification.of(EntryKind.IMAGE)),
            rule(".*\\.zip", Classification.of(EntryKind.ARCHIVE)));

    private NameRules() {}

    static Classification classify(VendorName name) {
        String base = name.base().toLowerCase(Locale.ROOT);
        return RULES.stream()
                .filter(rule -> rule.name.matcher(base).matches())
                .findFirst()
                .map(rule -> withJaw(rule.is, base))
                .orElse(Classification.UNKNOWN);
    }

    /** The jaw that a word of the name, or of another short text, speaks of; none if it speaks of both. */
    static Optional<Jaw> jawIn(String text) {
        boolean upper = UPPER.matcher(text).find();
        boolean lower = LOWER.matcher(text).find();
        if (upper == lower) {
            return Optional.empty();
        }
        return Optional.of(upper ? Jaw.UPPER : Jaw.LOWER);
    }

    private static Classification withJaw(Classification found, String base) {
        return switch (found.kind()) {
            case MESH, MARGIN, TEXTURE, IMAGE -> jawIn(base).map(found::in).orElse(found);
            case ARCHIVE, RX, METADATA, UNKNOWN -> found;
        };
    }

    private static Rule rule(String name, Classification is) {
        return new Rule(Pattern.compile(name), is);
    }

    private record Rule(Pattern name, Classification is) {}
}
