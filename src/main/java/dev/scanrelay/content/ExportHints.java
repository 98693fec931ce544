package dev.scanrelay.content;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What export descriptions say about files, by file name. A description is the vendor's and has no published layout, so a hint
 * is the words around a file's name: of its element, that element's attributes and neighbours, and its parents.
 */
public final class ExportHints {

    private static final ExportHints NONE = new ExportHints(Map.of());

    private final Map<String, List<String>> wordsByFile;

    private ExportHints(Map<String, List<String>> wordsByFile) {
        this.wordsByFile = wordsByFile;
    }

    public static ExportHints none() {
        return NONE;
    }

    /** Reads one description; what cannot be read safely gives no hints. Entities and DTDs are refused. */
    public static ExportHints read(byte[] xml) {
        return new ExportHints(ExportXml.wordsAroundFiles(xml));
    }

    /** Both; where they speak of the same file the first decides. */
    public ExportHints or(ExportHints other) {
        Map<String, List<String>> both = new HashMap<>(other.wordsByFile);
        both.putAll(wordsByFile);
        return new ExportHints(both);
    }

    Classification refine(VendorName name, Classification byName) {
        return Optional.ofNullable(wordsByFile.get(name.base().toLowerCase(Locale.ROOT)))
                .map(words -> refine(words, byName))
                .orElse(byName);
    }

    private static Classification refine(List<String> texts, Classification byName) {
        Classification kind = byName.kind() == EntryKind.UNKNOWN ? kindIn(String.join(" ", texts)) : byName;
        return switch (kind.kind()) {
            case MESH, MARGIN, TEXTURE, IMAGE -> jawIn(texts).map(kind::in).orElse(kind);
            case ARCHIVE, RX, METADATA, UNKNOWN -> kind;
        };
    }

    private static Optional<Jaw> jawIn(List<String> nearestFirst) {
        return nearestFirst.stream()
                .map(NameRules::jawIn)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Classification kindIn(String words) {
        if (words.contains("margin")) {
            return Classification.of(EntryKind.MARGIN);
        }
        if (words.contains("texture")) {
            return Classification.of(EntryKind.TEXTURE);
        }
        boolean mesh = words.contains("mesh") || words.contains("model") || words.contains("shell");
        return mesh ? Classification.of(EntryKind.MESH) : Classification.UNKNOWN;
    }
}
