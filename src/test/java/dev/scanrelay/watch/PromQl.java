package dev.scanrelay.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of PromQL as it takes to tell which series a query reads: their names, the labels it matches and those it groups by. */
public final class PromQl {

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SERIES = Pattern.compile("(?<![\\w:.$])([a-zA-Z_:][\\w:]*)(\\s*\\()?(?:\\{([^}]*)})?");
    private static final Pattern MATCHER =
            Pattern.compile("([a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]|\\boffset\\s+\\w+");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "by", "on", "without", "inf", "nan");

    private PromQl() {}

    /** A series that a query reads; {@code exact} are the labels that it wants to have one certain value. */
    public record Selector(String name, Set<String> labels, Map<String, String> exact) {}

    public static List<Selector> selectors(String query) {
        List<Selector> found = new ArrayList<>();
        Matcher series = SERIES.matcher(
                RANGE.matcher(GROUPING.matcher(query).replaceAll(" ")).replaceAll(" "));
        while (series.find()) {
            String name = series.group(1);
            if (series.group(2) == null && !WORDS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                found.add(selector(name, series.group(3) == null ? "" : series.group(3)));
            }
        }
        return found;
    }

    /** The labels that it groups or joins by. */
    public static Set<String> groupings(String query) {
        Set<String> labels = new TreeSet<>();
        GROUPING.matcher(query)
                .results()
                .flatMap(grouping -> Pattern.compile("\\s*,\\s*")
                        .splitAsStream(grouping.group(1).strip()))
                .filter(label -> !label.isEmpty())
                .forEach(labels::add);
        return labels;
    }

    private static Selector selector(String name, String matchers) {
        Set<String> labels = new TreeSet<>();
        Map<String, String> exact = new TreeMap<>();
        MATCHER.matcher(matchers).results().forEach(matcher -> {
            labels.add(matcher.group(1));
            if (matcher.group(2).equals("=")) {
                exact.put(matcher.group(1), matcher.group(3));
            }
        });
        return new Selector(name, labels, exact);
    }
}
