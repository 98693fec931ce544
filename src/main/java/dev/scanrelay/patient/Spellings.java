package dev.scanrelay.patient;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How else a part of a name may have been written by another software. */
final class Spellings {

    private static final Pattern APOSTROPHE = Pattern.compile("[" + Letters.APOSTROPHES + "]");
    private static final Pattern HYPHEN = Pattern.compile("[" + Letters.HYPHENS + "]");

    /** Ways to rewrite the letters of a whole name, each with its oddity. */
    @SuppressWarnings("ImmutableEnumChecker") // functions that hold nothing
    private enum Habit {
        SPELLED_OUT(1, Letters::spelledOut),
        PLAIN(1, Letters::plain),
        UMLAUTS(2, Letters::umlauts),
        ESZETT(2, Spellings::eszett),
        UMLAUTS_AND_ESZETT(3, text -> eszett(Letters.umlauts(text))),
        UMLAUTS_LEFT_OFF(3, Letters::umlautsLeftOff),
        NORDIC(3, text -> all("aa", "å", all("oe", "ø", text))),
        LIGATURE(4, text -> all("ae", "æ", text)),
        DECOMPOSED(4, text -> Normalizer.normalize(text, Form.NFD));

        private final int oddity;

        @SuppressWarnings("ImmutableEnumChecker") // functions of this file, none of which keeps a state
        private final UnaryOperator<String> rewrite;

        Habit(int oddity, UnaryOperator<String> rewrite) {
            this.oddity = oddity;
            this.rewrite = rewrite;
        }
    }

    /** One accent that a plain letter may have lost, the likeliest first. */
    private enum Lost {
        U_UMLAUT("u", "ü"),
        O_UMLAUT("o", "ö"),
        A_UMLAUT("a", "ä"),
        L_STROKE("l", "ł"),
        E_ACUTE("e", "é"),
        A_ACUTE("a", "á"),
        I_ACUTE("i", "í"),
        O_ACUTE("o", "ó"),
        U_ACUTE("u", "ú"),
        N_TILDE("n", "ñ"),
        O_STROKE("o", "ø"),
        C_CEDILLA("c", "ç"),
        S_CARON("s", "š"),
        Z_CARON("z", "ž"),
        U_SPELLED_OUT("u", "ue"),
        O_SPELLED_OUT("o", "oe"),
        A_SPELLED_OUT("a", "ae");

        private final String plain;
        private final String accented;

        Lost(String plain, String accented) {
            this.plain = plain;
            this.accented = accented;
        }
    }

    private Spellings() {}

    /** The name as given first, then others; none twice (Align does not look at case). At most so many. */
    static List<List<Spelling>> ofAll(List<String> parts, int most) {
        Map<List<String>, List<Spelling>> found = new LinkedHashMap<>();
        add(found, parts.stream().map(part -> new Spelling(part, 0)).toList());
        // Software writes a whole name by one habit, so that is as likely as one part of it.
        Stream.of(Habit.values()).forEach(habit -> add(found, byHabit(parts, habit)));
        List<List<Spelling>> each = parts.stream().map(Spellings::of).toList();
        for (int oddity = 1; oddity <= parts.size() * 4 && found.size() < most; oddity++) {
            mixed(each, oddity, new ArrayList<>(), found, most);
        }
        return found.values().stream()
                .sorted(Comparator.comparingInt(Spellings::oddity))
                .limit(most)
                .toList();
    }

    static List<String> texts(List<Spelling> parts) {
        return parts.stream().map(Spelling::text).toList();
    }

    static int oddity(List<Spelling> parts) {
        return parts.stream().mapToInt(Spelling::oddity).sum();
    }

    /** Spellings of a plain name that lost one accent. */
    static List<List<String>> withAnAccent(List<String> parts, int most) {
        return Stream.of(Lost.values())
                .flatMap(lost -> indexes(parts).flatMap(at -> withAnAccent(parts, at, lost)))
                .limit(most)
                .toList();
    }

    private static Stream<Integer> indexes(List<String> parts) {
        return Stream.iterate(0, at -> at < parts.size(), at -> at + 1);
    }

    private static Stream<List<String>> withAnAccent(List<String> parts, int part, Lost lost) {
        String lower = parts.get(part).toLowerCase(Locale.ROOT);
        if (!lower.chars().allMatch(letter -> letter < 128)) {
            return Stream.empty();
        }
        return Stream.iterate(lower.indexOf(lost.plain), at -> at >= 0, at -> lower.indexOf(lost.plain, at + 1))
                .map(at -> lower.substring(0, at) + lost.accented + lower.substring(at + 1))
                .map(spelled -> replaced(parts, part, spelled));
    }

    private static List<String> replaced(List<String> parts, int at, String spelled) {
        List<String> others = new ArrayList<>(parts);
        others.set(at, spelled);
        return others;
    }

    private static List<Spelling> byHabit(List<String> parts, Habit habit) {
        List<Spelling> spelled = new ArrayList<>();
        int oddity = habit.oddity;
        for (String part : parts) {
            spelled.add(new Spelling(habit.rewrite.apply(part), oddity));
            oddity = 0; // once for the whole name
        }
        return spelled;
    }

    private static void mixed(
            List<List<Spelling>> each,
            int oddity,
            List<Spelling> head,
            Map<List<String>, List<Spelling>> found,
            int most) {
        if (found.size() >= most) {
            return;
        }
        if (head.size() == each.size()) {
            if (oddity == 0) {
                add(found, odder(head));
            }
            return;
        }
        for (Spelling spelling : each.get(head.size())) {
            if (spelling.oddity() <= oddity) {
                head.add(spelling);
                mixed(each, oddity - spelling.oddity(), head, found, most);
                head.removeLast();
            }
        }
    }

    /** Two habits in one name are less likely than one. */
    private static List<Spelling> odder(List<Spelling> mixed) {
        List<Spelling> odder = new ArrayList<>(mixed);
        odder.set(0, new Spelling(mixed.getFirst().text(), mixed.getFirst().oddity() + 1));
        return odder;
    }

    private static void add(Map<List<String>, List<Spelling>> found, List<Spelling> spelled) {
        List<String> key = spelled.stream()
                .map(part -> part.text().toLowerCase(Locale.ROOT))
                .toList();
        found.putIfAbsent(key, spelled);
    }

    private static String eszett(String text) {
        return all("ss", "ß", text);
    }

    /** In any case: Align does not look at it. */
    private static String all(String letters, String by, String text) {
        return Pattern.compile(letters, Pattern.CASE_INSENSITIVE).matcher(text).replaceAll(by);
    }

    /** One part's, the likeliest first. */
    private static List<Spelling> of(String part) {
        Map<String, Spelling> found = new LinkedHashMap<>();
        punctuated(part)
                .flatMap(written -> Stream.concat(
                        Stream.of(written),
                        Stream.of(Habit.values())
                                .map(habit -> new Spelling(
                                        habit.rewrite.apply(written.text()), written.oddity() + habit.oddity))))
                .sorted(Comparator.comparingInt(Spelling::oddity))
                .forEach(one -> found.putIfAbsent(one.text().toLowerCase(Locale.ROOT), one));
        return List.copyOf(found.values());
    }

    private static Stream<Spelling> punctuated(String part) {
        return replacements(new Spelling(part, 0), APOSTROPHE, List.of("'", "\u2019", "", " "))
                .flatMap(one -> replacements(one, HYPHEN, List.of("-", " ", "")));
    }

    private static Stream<Spelling> replacements(Spelling given, Pattern sign, List<String> others) {
        if (!sign.matcher(given.text()).find()) {
            return Stream.of(given);
        }
        Stream<Spelling> rewritten = others.stream()
                .map(other ->
                        new Spelling(Letters.tidy(sign.matcher(given.text()).replaceAll(other)), given.oddity() + 1));
        return Stream.concat(Stream.of(given), rewritten);
    }
}
