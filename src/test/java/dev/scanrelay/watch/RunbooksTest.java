package dev.scanrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.watch.Watched.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever is woken finds a page, and no page is about an alert that is no more. */
class RunbooksTest {

    private static final List<String> SECTIONS =
            List.of("## What it means", "## Who is hit", "## What to do", "## When it is over");

    @Test
    void eachAlertHasOneAndEachIsAnAlerts() {
        Set<String> alerts = Watched.alerts().stream()
                .map(rule -> rule.alerts().orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> pages = Watched.files(Runbook.FOLDER, ".md").stream()
                .map(file -> file.getFileName().toString().replace(".md", ""))
                .filter(page -> !page.equals("README"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(pages).isEqualTo(alerts);
    }

    @Test
    void anAlertNamesItsPageAndHowUrgentItIs() {
        assertThat(Watched.alerts()).hasSizeGreaterThan(20).allSatisfy(RunbooksTest::isWhole);
    }

    @Test
    void eachSaysWhatItMeansWhoIsHitWhatToDoAndWhenItIsOver() {
        assertThat(Watched.files(Runbook.FOLDER, ".md"))
                .filteredOn(file -> !file.endsWith("README.md"))
                .allSatisfy(file -> {
                    String page = Files.readString(file);
                    assertThat(page)
                            .startsWith("# " + file.getFileName().toString().replace(".md", ""));
                    assertThat(page).contains(SECTIONS);
                    assertThat(page.substring(page.indexOf("## What to do"))).contains("```");
                });
    }

    @Test
    void theListNamesThemAll() throws IOException {
        String list = Files.readString(Runbook.FOLDER.resolve("README.md"));

        assertThat(Watched.files(Runbook.FOLDER, ".md"))
                .filteredOn(file -> !file.endsWith("README.md"))
                .allSatisfy(file -> assertThat(list).contains("(" + file.getFileName() + ")"));
    }

    /** Of several pods, kubectl shows the last ten lines of each unless it is told otherwise. */
    @Test
    void searchWholeLogs() {
        assertThat(linesWith("logs -l"))
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(line).contains("--tail="));
    }

    /** By a function that says where the brokers are and who asks. */
    @Test
    void askKafkaByOneFunction() {
        assertThat(linesWith("kafka-")).noneMatch(line -> line.matches(".*kafka-[a-z-]+\\.sh.*"));
    }

    private static List<String> linesWith(String part) {
        return Runbook.all().stream()
                .flatMap(page -> page.text().lines())
                .filter(line -> line.contains(part))
                .toList();
    }

    private static void isWhole(Rule alert) {
        String name = alert.alerts().orElseThrow();
        assertThat(alert.annotation("runbook_url")).isEqualTo("docs/runbooks/" + name + ".md");
        assertThat(alert.annotation("summary")).isNotBlank().doesNotContain("\n");
        assertThat(alert.annotation("description")).isNotBlank();
        assertThat(alert.node().path("labels").path("severity").asText()).isIn("page", "ticket");
    }
}
