package dev.scanrelay.patient;

import static java.util.Map.entry;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What becomes of letters in software that lacks some of them. */
final class Letters {

    static final String APOSTROPHES = "'\u2019\u2018\u02BC`\u00B4";
    static final String HYPHENS = "-\u2010\u2011\u2012\u2013";

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    /** Not the joiners, which some scripts write words with. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\s\u200C\u200D]]+");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** Letters that Unicode does not take apart into a letter and a mark. */
    private static final Map<String, String> WHOLE = Map.ofEntries(
            entry("ß", "ss"),
            entry("ẞ", "SS"),
            entry("æ", "ae"),
            entry("Æ", "AE"),
            entry("œ", "oe"),
            entry("Œ", "OE"),
            entry("ø", "o"),
            entry("Ø", "O"),
            entry("ł", "l"),
            entry("Ł", "L"),
            entry("đ", "d"),
            entry("Đ", "D"),
            entry("ð", "d"),
            entry("Ð", "D"),
            entry("þ", "th"),
            entry("Þ", "Th"),
            entry("ı", "i"));

    private static final Map<String, String> SPELLED_OUT = Map.ofEntries(
            entry("ä", "ae"),
            entry("Ä", "Ae"),
            entry("ö", "oe"),
            entry("Ö", "Oe"),
            entry("ü", "ue"),
            entry("Ü", "Ue"),
            entry("ø", "oe"),
            entry("Ø", "Oe"),
            entry("å", "aa"),
            entry("Å", "Aa"));

    private static final Pattern ANY_WHOLE = anyOf(WHOLE);
    private static final Pattern ANY_SPELLED_OUT = anyOf(SPELLED_OUT);

    /** Not after a vowel or q: there it is no umlaut, as in Bauer, Euer, Queen. */
    private static final Pattern UMLAUT = Pattern.compile("(?i)(?<![aeiouq])([aou])e");

    private static final Map<String, String> UMLAUTS =
            Map.of("a", "ä", "A", "Ä", "o", "ö", "O", "Ö", "u", "ü", "U", "Ü");

    private Letters() {}

    /** Composed, without what can't be seen, single blanks, none around. */
    static String tidy(String text) {
        String composed = Normalizer.normalize(text, Form.NFC);
        return BLANKS.matcher(INVISIBLE.matcher(composed).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    /** Müller as Muller, Łukasz as Lukasz. */
    static String plain(String text) {
        String taken = Normalizer.normalize(replaced(text, ANY_WHOLE, WHOLE), Form.NFD);
        return Normalizer.normalize(MARKS.matcher(taken).replaceAll(""), Form.NFC);
    }

    /** Müller as Mueller; what has no spelling of its own is made plain. */
    static String spelledOut(String text) {
        return plain(replaced(Normalizer.normalize(text, Form.NFC), ANY_SPELLED_OUT, SPELLED_OUT));
    }

    /** Mueller as Müller. */
    static String umlauts(String text) {
        return UMLAUT.matcher(text).replaceAll(found -> UMLAUTS.get(found.group(1)));
    }

    /** Mueller as Muller, which only Müller explains. */
    static String umlautsLeftOff(String text) {
        return UMLAUT.matcher(text).replaceAll(found -> found.group(1));
    }

    private static String replaced(String text, Pattern pattern, Map<String, String> by) {
        return pattern.matcher(text).replaceAll((MatchResult found) -> by.get(found.group()));
    }

    private static Pattern anyOf(Map<String, String> letters) {
        return Pattern.compile("[" + String.join("", letters.keySet()) + "]");
    }
}
