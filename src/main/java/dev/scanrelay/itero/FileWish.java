package dev.scanrelay.itero;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Which files of an order to download, in which form. Words are Align's: 1 to 64 letters, digits or {@code _}.
 *
 * @param types none: all files
 * @param span a part of what was downloaded before
 */
public record FileWish(
        List<String> types, Optional<String> fileFormat, Optional<String> fileType, Optional<Span> span) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]{1,64}");

    public FileWish {
        types = List.copyOf(types);
        if (!types.stream().allMatch(FileWish::isWord)
                || !fileFormat.map(FileWish::isWord).orElse(true)
                || !fileType.map(FileWish::isWord).orElse(true)) {
            throw new IllegalArgumentException("a word of Align's is 1 to 64 letters, digits or _");
        }
    }

    public static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    /**
     * Bytes from {@code first} on, up to and with {@code last} if given, of the very build with this strong tag: a zip is built
     * anew each time, and two builds must not be glued together.
     */
    public record Span(long first, OptionalLong last, String ifRange) {}
}
