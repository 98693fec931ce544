package dev.scanrelay.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TraceCollector;
import dev.scanrelay.testing.TraceCollector.Collected;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One trace from the webhook to the event, as a collector sees it. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class TraceTest {

    private static final String WEBHOOK = "POST /webhooks/itero/{key}";
    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    Flow flow;
    SandboxClient sandbox;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    void goesFromTheWebhookToTheEventThroughKafkaLeaseAndRelay() {
        long account = flow.pairedClinic();

        var scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);

        List<Collected> trace = traceOf(scan.rxId());
        assertThat(way(trace, one(trace, "send orders.v1")))
                .containsExactly(
                        "send orders.v1",
                        "fetch order",
                        "process scan.notifications.v1",
                        "send scan.notifications.v1",
                        WEBHOOK);
        assertThat(way(trace, one(trace, "Align download")).getLast()).isEqualTo(WEBHOOK);
    }

    /** As lines are written in production: whoever has a line finds the trace, and the other way round. */
    @Test
    void isNamedByTheLinesThatTellOfAttempts() {
        long account = flow.pairedClinic();
        try (JsonLines lines = JsonLines.of("dev.scanrelay.fetch.Worker")) {
            var scan = sandbox.scan(account, SMALL);
            flow.ready(scan.rxId(), 1);

            List<Collected> trace = traceOf(scan.rxId());
            await().untilAsserted(() -> assertThat(lines.about(scan.rxId()))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.at("/mdc/traceId").asText())
                                .isEqualTo(one(trace, "fetch order").trace());
                        assertThat(line.at("/mdc/spanId").asText())
                                .isEqualTo(one(trace, "fetch order").id());
                        assertThat(line.path("level").asText()).isEqualTo("INFO");
                        assertThat(line.path("message").asText()).startsWith("Attempt ended");
                    }));
        }
    }

    @Test
    void holdsEveryAttemptOfAnOrder() {
        long account = flow.pairedClinic();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "orderByRxId", "times", 2));

        var scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);

        List<Collected> trace = traceOf(scan.rxId());
        assertThat(trace).filteredOn(span -> span.name().equals("fetch order")).hasSize(3);
        assertThat(trace).filteredOn(span -> span.parent().isEmpty()).hasSize(1);
    }

    /** The event names the span that sent it; its trace, once all of it is collected. */
    private List<Collected> traceOf(String rxId) {
        return await().until(
                        () -> {
                            List<Collected> all = TraceCollector.spans();
                            String event = flow.announcements().header(rxId, "traceparent");
                            List<Collected> trace = all.stream()
                                    .filter(span -> event.contains(span.trace()))
                                    .toList();
                            return Optional.of(trace)
                                    .filter(found -> found.stream().anyMatch(span -> event.contains(span.id())))
                                    .filter(found -> found.stream()
                                            .anyMatch(span -> span.name().equals(WEBHOOK)));
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Collected one(List<Collected> trace, String name) {
        return trace.stream()
                .filter(span -> span.name().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among "
                        + trace.stream().map(Collected::name).toList()));
    }

    /** From a span back to the first. */
    private static List<String> way(List<Collected> trace, Collected from) {
        return Stream.iterate(Optional.of(from), Optional::isPresent, span -> parent(trace, span.get()))
                .map(span -> span.get().name())
                .toList();
    }

    private static Optional<Collected> parent(List<Collected> trace, Collected span) {
        return trace.stream().filter(one -> one.id().equals(span.parent())).findFirst();
    }
}
