package dev.scanrelay.local.exam;

import dev.scanrelay.local.sandbox.http.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The grades for people: what failed first, with what to do. */
final class ReportPage {

    private static final String STYLE = """
            :root { color-scheme: light dark; --back: #fff; --text: #1a1f26; --line: #d0d5dc; --bad: #b42318; --good: #067647; --soft: #5b6470; --card: #fdf3f2 }
            @media (prefers-color-scheme: dark) {
              :root { --back: #14171b; --text: #e6e9ed; --line: #3a4049; --bad: #ff8a80; --good: #6fdc9c; --soft: #a8b0bb; --card: #2a1d1d } }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; background: var(--back); color: var(--text) }
            h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 } h2 { font-size: 1.125rem; margin: 2rem 0 .5rem } h3 { font-size: 1rem; margin: 0 }
            .sum { color: var(--soft); margin: .25rem 0 0 }
            article { border-top: 1px solid var(--line); padding: .75rem 0; display: grid; grid-template-columns: 5rem 1fr auto; gap: 0 1rem }
            article.failed { background: var(--card); border: 1px solid var(--bad); border-radius: 6px; padding: .75rem; margin: .75rem 0 }
            .passed > .grade, b.passed { color: var(--good) } .failed > .grade, b.failed { color: var(--bad) } .grade { font-weight: 600 }
            code, .took { color: var(--soft); font-size: .85rem; font-weight: 400; white-space: nowrap } .took { text-align: right; font-variant-numeric: tabular-nums }
            p, dl { margin: .25rem 0 } dt { font-weight: 600; margin-top: .5rem } dd { margin: 0; overflow-wrap: anywhere }
            ul { margin: .25rem 0 1rem; padding-left: 1.25rem }
            @media (max-width: 34rem) { article { grid-template-columns: 1fr auto } .what { grid-column: 1 / -1; grid-row: 2 } }
            """;

    private final Way way;
    private final List<Result> results;
    private final Instant held;
    private final String sum;

    ReportPage(Way way, List<Result> results, Instant held, String sum) {
        this.way = way;
        this.results = results;
        this.held = held;
        this.sum = sum;
    }

    String html() {
        var grade = results.stream().anyMatch(Result::failed) ? "failed" : "passed";
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Consumer exam: %s</title>
                <link rel="icon" href="data:,">
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>Consumer exam over %s: <b class="%s">%s</b></h1>
                <p class="sum">%s. Held at <time>%s</time>.</p>
                %s%s%s%s</main>
                </body>
                </html>
                """.formatted(
                        grade,
                        STYLE,
                        way.words(),
                        grade,
                        grade,
                        sum,
                        held,
                        section("Failed", one -> one.failed() && one.asked()),
                        notAsked(),
                        section("Passed", Result::passed),
                        leftOut());
    }

    private String section(String title, Predicate<Result> which) {
        var articles = results.stream().filter(which).map(ReportPage::article).collect(Collectors.joining());
        return articles.isEmpty() ? "" : "<h2>" + title + "</h2>\n" + articles;
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
                <article class="%s">
                <span class="grade">%s</span>
                <div class="what"><h3>%s <code>%s</code></h3>%s</div>
                <span class="took">%s s</span>
                </article>
                """.formatted(
                grade, grade, Page.escape(result.title()), Page.escape(result.id()), detail, seconds(result.took()));
    }

    /** What failed with the first one. */
    private String notAsked() {
        var names = results.stream()
                .filter(one -> one.failed() && !one.asked())
                .map(ReportPage::name)
                .collect(Collectors.joining());
        return names.isEmpty()
                ? ""
                : "<h2>Failed with it</h2>\n<p>The first scan was not imported, so nothing else was asked.</p>\n<ul>\n"
                        + names + "</ul>\n";
    }

    private static String name(Result result) {
        return "<li>" + Page.escape(result.title()) + " <code>" + Page.escape(result.id()) + "</code></li>\n";
    }

    /** By the rule that left them out. */
    private String leftOut() {
        Map<String, String> rules = new LinkedHashMap<>();
        results.forEach(one -> one.leftOut().ifPresent(rule -> rules.merge(rule, name(one), String::concat)));
        var lists = rules.entrySet().stream()
                .map(rule -> "<p>" + Page.escape(rule.getKey()) + "</p>\n<ul>\n" + rule.getValue() + "</ul>\n")
                .collect(Collectors.joining());
        return lists.isEmpty() ? "" : "<h2>Left out</h2>\n" + lists;
    }

    private static String seconds(Duration time) {
        return "%d.%d".formatted(time.toSeconds(), time.toMillisPart() / 100);
    }
}
