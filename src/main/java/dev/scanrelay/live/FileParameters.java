package dev.scanrelay.live;

import dev.scanrelay.id.RxId;
import dev.scanrelay.itero.FileWish;
import dev.scanrelay.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a live download asks for; what is unknown or of the wrong form is refused by its name. */
record FileParameters(Map<String, ? extends List<String>> given) {

    private static final Set<String> KNOWN = Set.of("type", "fileFormat", "fileType", "rxId");
    private static final int MOST_TYPES = 20;
    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");
    private static final Pattern STRONG_TAG = Pattern.compile("\"[\\x21\\x23-\\x7e]{1,200}\"");

    FileParameters {
        if (!KNOWN.containsAll(given.keySet())) {
            throw Problems.invalid(
                    "There is a parameter that is not known here. Known are fileFormat, fileType, rxId, type.");
        }
    }

    static String vendorOrderId(String written) {
        if (!ORDER_ID.matcher(written).matches()) {
            throw Problems.invalid("vendorOrderId has to be 1 to 64 letters, digits, - or _.");
        }
        return written;
    }

    FileWish wish(Optional<String> range, Optional<String> ifRange) {
        List<String> types = all("type");
        if (types.size() > MOST_TYPES || !types.stream().allMatch(FileWish::isWord)) {
            throw notAWord("type");
        }
        return new FileWish(types, word("fileFormat"), word("fileType"), span(range, ifRange));
    }

    Optional<RxId> rxId() {
        try {
            return one("rxId").map(RxId::new);
        } catch (IllegalArgumentException notAGuid) {
            throw Problems.invalid("rxId has to be a GUID.");
        }
    }

    /** A range counts only together with the tag of the bytes it continues: each download is another build. */
    private static Optional<FileWish.Span> span(Optional<String> range, Optional<String> ifRange) {
        Optional<String> tag = ifRange.filter(STRONG_TAG.asMatchPredicate());
        return range.map(RANGE::matcher).filter(Matcher::matches).flatMap(found -> tag.flatMap(it -> span(found, it)));
    }

    private static Optional<FileWish.Span> span(Matcher range, String tag) {
        long first = Long.parseLong(range.group(1));
        OptionalLong last =
                range.group(2).isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(range.group(2)));
        boolean malformed = last.isPresent() && last.getAsLong() < first;
        return malformed ? Optional.empty() : Optional.of(new FileWish.Span(first, last, tag));
    }

    private Optional<String> word(String name) {
        Optional<String> word = one(name);
        if (word.filter(it -> !FileWish.isWord(it)).isPresent()) {
            throw notAWord(name);
        }
        return word;
    }

    private Optional<String> one(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw Problems.invalid(name + " is given more than once.");
        }
        return values.stream().findFirst();
    }

    private List<String> all(String name) {
        return given.containsKey(name) ? List.copyOf(given.get(name)) : List.of();
    }

    private static RuntimeException notAWord(String name) {
        return Problems.invalid(
                name + " has to be a word of Align's: 1 to 64 letters, digits or _; types are 20 at most.");
    }
}
