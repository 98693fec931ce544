package dev.scanrelay.leaks;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds secrets in text. Those with a form of their own are found by it, whoever made them; names and chart numbers by what was handed
 * out: as whole words, because a short one is part of many.
 */
final class LeakScan {

    private static final List<Pattern> FORMS = List.of(
            Pattern.compile("\\b(at|rt|code)_[0-9a-f]{16,}"), // the sandbox's tokens and codes
            Pattern.compile("[?&]signature=[0-9a-f]+"), // its links
            Pattern.compile("azEv[A-Za-z0-9_-]{40,}"), // our callback keys: base64url of k1/
            Pattern.compile("\\bsr_[a-z0-9]{16}_[A-Za-z0-9_-]{20,}"), // our API keys
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]+\\."), // signed tokens
            Pattern.compile("(?i)\\bbearer [A-Za-z0-9]"));

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}'’]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*");

    private final Set<String> words;
    private final List<String> phrases;
    private final Set<String> chartNumbers;

    LeakScan(Set<String> names, Set<String> chartNumbers) {
        this.words = names.stream()
                .filter(name -> WORD.matcher(name).matches() && name.length() > 2)
                .collect(toSet());
        this.phrases = names.stream()
                .filter(name -> !WORD.matcher(name).matches() && name.length() > 5)
                .toList();
        this.chartNumbers = chartNumbers.stream()
                .filter(number -> NUMBER.matcher(number).matches() && number.length() > 4)
                .collect(toSet());
    }

    /** What of it is in this line. */
    Stream<String> in(String line) {
        return Stream.of(
                        FORMS.stream().flatMap(form -> found(form, line)),
                        found(WORD, line).filter(words::contains),
                        phrases.stream().filter(line::contains),
                        found(NUMBER, line).filter(chartNumbers::contains))
                .flatMap(found -> found);
    }

    private static Stream<String> found(Pattern pattern, String line) {
        return pattern.matcher(line).results().map(MatchResult::group);
    }

    /** As in the file of what was handed out: a kind and a value on each line. */
    static LeakScan of(List<String> handedOut) {
        return new LeakScan(values(handedOut, "name"), values(handedOut, "chart-number"));
    }

    private static Set<String> values(List<String> handedOut, String kind) {
        return handedOut.stream()
                .map(line -> line.split("\t", 2))
                .filter(parts -> parts.length == 2 && parts[0].equals(kind))
                .map(parts -> parts[1])
                .collect(toSet());
    }
}
