package dev.scanrelay.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trouble at Align, which is held until the test has seen what it wanted to see. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class TroubleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));
    private static final String US = "us-east-1";

    /** What had left before the region was taken for out, and the next try, which may be on its way. */
    private static final int IN_FLIGHT = 13;

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    private Flow flow;
    private SandboxClient sandbox;
    private Catalogue catalogue;

    @BeforeEach
    void start() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        catalogue = new Catalogue(database);
    }

    @AfterEach
    void allIsWell() {
        sandbox.clearFaults();
    }

    @Test
    void holdsUpNobodyElsesScans() {
        long limited = flow.pairedClinic();
        long broken = flow.pairedClinic();
        long silent = flow.pairedClinic();
        long well = flow.pairedClinic();
        long limit = fault(limited, Map.of("kind", "RATE_LIMIT", "retryAfterSeconds", 3600));
        fault(broken, Map.of("kind", "SERVER_ERROR"));
        fault(silent, Map.of("kind", "NO_ANSWER"));
        List<String> stuck =
                Stream.of(limited, broken, silent).flatMap(this::manyScans).toList();
        catalogueKnows(stuck);

        List<String> fine = manyScans(well).toList();

        fine.forEach(rx -> flow.ready(rx, 1));
        assertThat(stuck).allSatisfy(rx -> assertThat(catalogue.revisions(rx)).isZero());
        assertThat(catalogue.steps(limited)).isZero();
        assertThat(hits(limit)).isBetween(1, 8); // as many as were on their way: four at a time, in two lanes
    }

    @Test
    void goesOnWithALimitedAccountByItselfAndUsesNoStep() {
        long account = flow.pairedClinic();
        long limit = fault(account, Map.of("kind", "RATE_LIMIT", "retryAfterSeconds", 2));
        List<String> scans = manyScans(account).toList();
        await().atMost(PATIENCE).until(() -> hits(limit) > 0);

        sandbox.removeFault(limit);

        scans.forEach(rx -> flow.ready(rx, 1));
        assertThat(catalogue.steps(account)).isZero();
    }

    @Test
    void usesNoStepAndSendsFewCallsWhileARegionIsOutAndGoesOnByItself() {
        List<Long> clinics = IntStream.range(0, 3)
                .mapToObj(number -> flow.pairedClinicElsewhere())
                .toList();
        List<Long> faults = clinics.stream()
                .map(clinic -> fault(clinic, Map.of("kind", "SERVER_ERROR")))
                .toList();
        List<String> scans = clinics.stream().flatMap(this::manyScans).toList();
        await().atMost(PATIENCE).until(() -> catalogue.probes(US) >= 0);
        long steps = clinics.stream().mapToLong(catalogue::steps).sum();
        int calls = hits(faults);
        long probes = catalogue.probes(US);
        String here = manyScans(flow.pairedClinic()).findFirst().orElseThrow();

        await().atMost(PATIENCE).until(() -> catalogue.probes(US) >= probes + 3);

        assertThat(clinics.stream().mapToLong(catalogue::steps).sum()).isEqualTo(steps);
        assertThat((long) hits(faults) - calls).isLessThanOrEqualTo(catalogue.probes(US) - probes + IN_FLIGHT);
        flow.ready(here, 1);
        assertThat(scans).allSatisfy(rx -> assertThat(catalogue.revisions(rx)).isZero());
        faults.forEach(sandbox::removeFault);
        scans.forEach(rx -> flow.ready(rx, 1));
        assertThat(catalogue.probes(US)).isNegative();
    }

    @Test
    void waitsForAUserOfTheClinicWithoutUsingAStepAndGoesOnByItself() {
        long account = flow.pairedClinic();
        sandbox.endGrants(account);
        List<String> scans = manyScans(account).toList();
        catalogueKnows(scans);
        await().atMost(PATIENCE)
                .until(() -> scans.stream().anyMatch(rx -> catalogue.failure(rx).startsWith("needs_attention: ")));

        flow.pair(account);

        scans.forEach(rx -> flow.ready(rx, 1));
        assertThat(catalogue.steps(account)).isZero();
    }

    private Stream<String> manyScans(long account) {
        return IntStream.range(0, 6)
                .mapToObj(number -> sandbox.scan(account, SMALL).rxId())
                .toList()
                .stream();
    }

    private void catalogueKnows(List<String> scans) {
        scans.forEach(rx -> await().atMost(PATIENCE).until(() -> catalogue.knows(rx)));
    }

    private long fault(long account, Map<String, Object> kind) {
        Map<String, Object> fault = new HashMap<>(kind);
        fault.put("account", account);
        fault.put("call", "orderByRxId");
        return sandbox.fault(fault);
    }

    private int hits(List<Long> faults) {
        return faults.stream().mapToInt(this::hits).sum();
    }

    private int hits(long fault) {
        return sandbox.faults().stream()
                .filter(one -> one.id() == fault)
                .mapToInt(SandboxClient.ShownFault::hits)
                .sum();
    }
}
