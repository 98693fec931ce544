package dev.scanrelay.local.exam;

import dev.scanrelay.local.sandbox.http.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The grades as JUnit XML and as a page that needs nothing else. */
public final class Report {

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #d0d5dc; --bad: #b42318; --good: #067647; --soft: #5b6470 }
            @media (prefers-color-scheme: dark) { :root { --line: #3a4049; --bad: #ff8a80; --good: #6fdc9c; --soft: #a8b0bb } }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
            h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1rem; margin: 0 }
            .sum { color: var(--soft); margin: .25rem 0 1.5rem }
            article { border-top: 1px solid var(--line); padding: .75rem 0; display: grid; grid-template-columns: 5rem 1fr auto; gap: 0 1rem }
            .passed { color: var(--good) } .failed { color: var(--bad) } .grade { font-weight: 600 }
            code, .took { color: var(--soft); font-size: .85rem } .took { text-align: right }
            p, dl { margin: .25rem 0 } dt { font-weight: 600 } dd { margin: 0 0 .25rem; overflow-wrap: anywhere }
            @media (max-width: 34rem) { article { grid-template-columns: 1fr auto } .what { grid-column: 1 / -1; grid-row: 2 } }
            """;

    private final List<Result> results;

    public Report(List<Result> results) {
        this.results = List.copyOf(results);
    }

    public long failures() {
        return results.stream().filter(one -> !one.passed()).count();
    }

    /** {@code exam.xml} and {@code exam.html}, in this folder. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("exam.xml"), xml());
        Files.writeString(folder.resolve("exam.html"), html());
    }

    String xml() {
        var cases = results.stream().map(Report::testcase).collect(Collectors.joining());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="scanrelay-consumer-exam" tests="%d" failures="%d" errors="0" skipped="0" time="%s">
                %s</testsuite>
                """.formatted(
                        results.size(),
                        failures(),
                        seconds(results.stream().map(Result::took).reduce(Duration.ZERO, Duration::plus)),
                        cases);
    }

    private static String testcase(Result result) {
        var head = "  <testcase classname=\"exam\" name=\"%s\" time=\"%s\""
                .formatted(Page.escape(result.id()), seconds(result.took()));
        return result.came()
                .map(came -> head + "><failure message=\"" + Page.escape(came) + "\">"
                        + Page.escape("Expected: " + result.expected() + "\nCame: " + came + "\nDo: " + result.advice())
                        + "</failure></testcase>\n")
                .orElse(head + "/>\n");
    }

    String html() {
        var articles = results.stream().map(Report::article).collect(Collectors.joining());
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Consumer exam</title>
                <link rel="icon" href="data:,">
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>Consumer exam: <span class="%s">%s</span></h1>
                <p class="sum">%d of %d scenarios passed.</p>
                %s</main>
                </body>
                </html>
                """.formatted(
                        STYLE,
                        failures() == 0 ? "passed" : "failed",
                        failures() == 0 ? "passed" : "failed",
                        results.size() - failures(),
                        results.size(),
                        articles);
    }

    private static String article(Result result) {
        var grade = result.passed() ? "passed" : "failed";
        var detail = result.came()
                .map(came ->
                        "<dl><dt>Expected</dt><dd>%s</dd><dt>Came</dt><dd>%s</dd><dt>What to do</dt><dd>%s</dd></dl>"
                                .formatted(
                                        Page.escape(result.expected()),
                                        Page.escape(came),
                                        Page.escape(result.advice())))
                .orElseGet(() -> "<p>" + Page.escape(result.expected()) + "</p>");
        return """
                <article>
                <span class="grade %s">%s</span>
                <div class="what"><h2>%s <code>%s</code></h2>%s</div>
                <span class="took">%s s</span>
                </article>
                """.formatted(
                grade, grade, Page.escape(result.title()), Page.escape(result.id()), detail, seconds(result.took()));
    }

    private static String seconds(Duration time) {
        return "%d.%03d".formatted(time.toSeconds(), time.toMillisPart());
    }
}
