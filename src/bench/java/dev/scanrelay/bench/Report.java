package dev.scanrelay.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run found, as JSON for programs and a Markdown table for people. */
final class Report {

    private final List<Measured> measured = new ArrayList<>();
    private final List<Bounded> bounded = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void add(Measured comparison) {
        measured.add(comparison);
    }

    void add(Bounded figure) {
        bounded.add(figure);
    }

    void note(String fact) {
        notes.add(fact);
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.json"), json());
        Files.writeString(folder.resolve("report.md"), markdown());
    }

    private String json() throws IOException {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("machine", Machine.facts());
        whole.put("measured", measured.stream().map(Report::row).toList());
        whole.put("bounded", bounded);
        whole.put("notes", notes);
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(whole);
    }

    private static Map<String, Object> row(Measured comparison) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("figure", comparison.figure());
        row.put("product", comparison.productMedian());
        row.put("floor", comparison.floorMedian());
        row.put("ratio", comparison.ratio());
        row.put("target", comparison.target());
        row.put("reached", comparison.reached());
        row.put("productRounds", comparison.product());
        row.put("floorRounds", comparison.floor());
        return row;
    }

    String markdown() {
        StringBuilder page = new StringBuilder("# Bench\n\n");
        Machine.facts().forEach((fact, value) -> page.append("- %s: %s%n".formatted(fact, value)));
        page.append("\nMedians of the rounds; the floor does the least the job needs, in the same run.\n\n");
        page.append("| figure | product | floor | ratio | target | reached |\n|---|---:|---:|---:|---:|---|\n");
        for (Measured row : measured) {
            page.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.2f | %s %.2f | %s |%n",
                    row.figure(),
                    row.productMedian(),
                    row.floorMedian(),
                    row.ratio(),
                    row.moreIsBetter() ? "at least" : "at most",
                    row.target(),
                    row.reached() ? "yes" : "**no**"));
        }
        page.append(boundedTable()).append('\n');
        notes.forEach(note -> page.append("- ").append(note).append('\n'));
        return page.toString();
    }

    private String boundedTable() {
        StringBuilder table = new StringBuilder();
        if (!bounded.isEmpty()) {
            table.append("\n| figure | product | under | reached |\n|---|---:|---:|---|\n");
        }
        for (Bounded row : bounded) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.0f | %s |%n",
                    row.figure(),
                    row.median(),
                    row.most(),
                    row.reached() ? "yes" : "**no**"));
        }
        return table.toString();
    }
}
