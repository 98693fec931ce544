package dev.scanrelay.local.exam;

import dev.scanrelay.local.sandbox.http.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** The grades as JUnit XML and as a page that needs nothing else. */
public final class Report {

    private final Way way;
    private final List<Result> results;
    private final Instant held;

    /** @param held when it ended */
    public Report(Way way, List<Result> results, Instant held) {
        this.way = way;
        this.results = List.copyOf(results);
        this.held = held.truncatedTo(ChronoUnit.SECONDS);
    }

    public List<Result> results() {
        return results;
    }

    public long failures() {
        return results.stream().filter(Result::failed).count();
    }

    private long passes() {
        return results.stream().filter(Result::passed).count();
    }

    private long leftOut() {
        return results.size() - passes() - failures();
    }

    /** In words, such as {@code 25 of 27 scenarios passed, 9 left out}. */
    public String sum() {
        return passes() + " of " + (passes() + failures()) + " scenarios passed, " + leftOut() + " left out";
    }

    /** {@code exam.xml} and {@code exam.html}, in this folder. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("exam.xml"), xml());
        Files.writeString(folder.resolve("exam.html"), new ReportPage(way, results, held, sum()).html());
    }

    String xml() {
        var cases = results.stream().map(this::testcase).collect(Collectors.joining());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="scanrelay-consumer-exam" tests="%d" failures="%d" errors="0" skipped="%d" time="%s" timestamp="%s">
                %s</testsuite>
                """.formatted(
                        results.size(),
                        failures(),
                        leftOut(),
                        seconds(results.stream().map(Result::took).reduce(Duration.ZERO, Duration::plus)),
                        held,
                        cases);
    }

    private String testcase(Result result) {
        var head = "  <testcase classname=\"exam.%s\" name=\"%s\" time=\"%s\""
                .formatted(
                        way.name().toLowerCase(java.util.Locale.ROOT),
                        Page.escape(result.id()),
                        seconds(result.took()));
        var failure = result.came()
                .map(came -> "<failure message=\"" + Page.escape(came) + "\">"
                        + Page.escape("Expected: " + result.expected() + "\nCame: " + came + "\nDo: " + result.advice())
                        + "</failure>");
        var skipped = result.leftOut().map(rule -> "<skipped message=\"" + Page.escape(rule) + "\"/>");
        return failure.or(() -> skipped)
                .map(inner -> head + ">" + inner + "</testcase>\n")
                .orElse(head + "/>\n");
    }

    private static String seconds(Duration time) {
        return "%d.%03d".formatted(time.toSeconds(), time.toMillisPart());
    }
}
