package dev.scanrelay.order;

import dev.scanrelay.content.EntryKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which files of a revision are wanted.
 *
 * @param revision none: the latest
 * @param kinds none: every kind
 * @param formats extensions of names, in lower case; none: every format
 */
record FileChoice(Optional<Integer> revision, Set<EntryKind> kinds, Set<String> formats) {

    private static final Pattern FORMAT = Pattern.compile("[a-z0-9]{1,8}");

    static FileChoice of(Parameters parameters) {
        parameters.only(Set.of("revision", "kind", "format"));
        return new FileChoice(
                parameters.number("revision"),
                Set.copyOf(parameters.all(
                        "kind",
                        "has to be archive, mesh, image, rx, metadata, margin, texture or unknown",
                        FileChoice::kind)),
                Set.copyOf(parameters.all(
                        "format", "has to be the extension of a file name, such as stl", FileChoice::format)));
    }

    private static Optional<EntryKind> kind(String written) {
        return Arrays.stream(EntryKind.values())
                .filter(kind -> kind.wire().equals(written))
                .findFirst();
    }

    private static Optional<String> format(String written) {
        return Optional.of(written).filter(FORMAT.asMatchPredicate());
    }

    /**
     * The chosen ones. An archive whose content lies beside it, file by file, is given to whom it is asked by, kind or format, and
     * not twice to everybody.
     */
    List<StoredPart> of(List<StoredPart> parts) {
        Predicate<StoredPart> wanted = kinds.isEmpty() && formats.isEmpty()
                ? part -> !part.isUnpackedArchive()
                : part -> (kinds.isEmpty() || kinds.contains(part.kind()))
                        && (formats.isEmpty() || formats.contains(part.extension()));
        return parts.stream().filter(wanted).toList();
    }
}
