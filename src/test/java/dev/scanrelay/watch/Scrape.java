package dev.scanrelay.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Prometheus reads from a process: its series with their labels. */
public record Scrape(Map<String, List<Map<String, String>>> series) {

    /** What Prometheus puts to the series of a target, and the process does not know. */
    private static final Set<String> TARGETS = Set.of("namespace", "pod");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*?)})? [^#\\n]*");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    public static Scrape of(String text) {
        Map<String, List<Map<String, String>>> series = new HashMap<>();
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            series.computeIfAbsent(sample.group(1), name -> new ArrayList<>()).add(labels(sample.group(2)));
        }
        return new Scrape(series);
    }

    /** Whether there is such a series; of bounds of buckets, and of words that are there from the start, also under that value. */
    public boolean has(PromQl.Selector selector) {
        return series.getOrDefault(selector.name(), List.of()).stream()
                .anyMatch(labels -> selector.labels().stream()
                                .allMatch(label -> TARGETS.contains(label) || labels.containsKey(label))
                        && (!selector.exact().containsKey("le")
                                || selector.exact().get("le").equals(labels.get("le"))));
    }

    /** All labels that series of that name have in Prometheus. */
    public Set<String> labelsOf(String name) {
        return Stream.concat(
                        TARGETS.stream(),
                        series.getOrDefault(name, List.of()).stream().flatMap(labels -> labels.keySet().stream()))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> labels(@Nullable String text) {
        Map<String, String> labels = new HashMap<>();
        if (text != null) {
            LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return labels;
    }
}
