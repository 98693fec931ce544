package dev.scanrelay.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.TestKeys;
import dev.scanrelay.watch.PromQl;
import dev.scanrelay.watch.Scrape;
import dev.scanrelay.watch.Watched;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator watches: each stage of a scan's way shows in the metrics, and each metric in the pages. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class MetricsTest {

    private static final Pattern OURS = Pattern.compile("(?m)^# TYPE (scanrelay_\\S+) ");
    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scanrelay_ingress_answers_seconds",
                "scanrelay_fetch_intake_seconds",
                "scanrelay_fetch_attempts_seconds",
                "scanrelay_fetch_stored_seconds",
                "scanrelay_itero_calls_seconds",
                "scanrelay_relay_delay_seconds"
            })
    void measureEachStageOfAScansWay(String stage) {
        double before = count(stage);
        Flow flow = Flow.with(pairings);

        flow.ready(flow.sandbox().scan(flow.pairedClinic(), SMALL).rxId(), 1);

        await().untilAsserted(() -> assertThat(count(stage)).isGreaterThan(before));
        assertThat(metrics()).contains(stage + "_bucket{").contains("le=\"+Inf\"");
    }

    @Test
    void showHowFarBehindTheConsumerIs() {
        await().untilAsserted(
                        () -> assertThat(metrics())
                                .containsPattern(
                                        "kafka_consumer_fetch_manager_records_lag_max\\{client_id=\"kafka-consumer-scan-notifications-in\""));
    }

    @Test
    void countPairingsByHowTheyAre() {
        Flow flow = Flow.with(pairings);
        flow.pairedClinic();

        assertThat(metrics())
                .contains("scanrelay_pairings{status=\"attention\"}", "scanrelay_pairings{status=\"active\"}");
    }

    @Test
    void areAllInThePages() throws IOException {
        String pages = Files.readString(Path.of("docs/operate.md"))
                + Files.readString(Path.of("docs/operations.md"))
                + Files.readString(Path.of("docs/observability.md"))
                + Files.readString(Path.of("docs/reconcile.md"))
                + Files.readString(Path.of("docs/push.md"))
                + Files.readString(Path.of("docs/acknowledge.md"))
                + Files.readString(Path.of("docs/orders.md"));

        Set<String> names =
                OURS.matcher(metrics()).results().map(found -> found.group(1)).collect(Collectors.toSet());

        assertThat(names)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(pages).contains(name.replaceAll("_max$", "")));
    }

    /** What a rule or a dashboard reads has to be there, under the labels by which it reads it: a typo would be silence. */
    @Test
    void areThereForEachRuleAndDashboard() {
        Flow flow = Flow.with(pairings);
        flow.ready(flow.sandbox().scan(flow.pairedClinic(), SMALL).rxId(), 1);
        String key = TestKeys.admin();
        RestAssured.given().header("Authorization", "Bearer " + key).get("/api/v1/orders");
        RestAssured.given().header("Authorization", "Bearer " + key).get("/api/v1/events");
        List<String> recorded = Watched.recorded();

        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            Scrape scrape = Scrape.of(metrics());
            assertThat(Watched.queries()).hasSizeGreaterThan(60).allSatisfy(query -> {
                for (PromQl.Selector selector : PromQl.selectors(query.text())) {
                    assertThat(recorded.contains(selector.name()) || scrape.has(selector))
                            .as("%s of %s", selector, query.where())
                            .isTrue();
                }
                if (PromQl.selectors(query.text()).stream().noneMatch(one -> recorded.contains(one.name()))) {
                    assertThat(PromQl.selectors(query.text()).stream()
                                    .flatMap(one -> scrape.labelsOf(one.name()).stream())
                                    .collect(Collectors.toSet()))
                            .as("labels of %s", query.where())
                            .containsAll(PromQl.groupings(query.text()));
                }
            });
        });
    }

    private static double count(String timer) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(timer + "_count"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String metrics() {
        return RestAssured.get("/q/metrics").asString();
    }
}
