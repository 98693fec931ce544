package dev.scanrelay.faults;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.SandboxClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas of the packaged service fetch scans while they are killed, while Kafka, PostgreSQL and the object store go away in turn
 * and Align fails in every way it knows. Afterwards nothing is lost, wrong, said twice or left behind.
 */
@Tag("faults")
class FaultsIT {

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() & 0xffff);
    private static final int ORDERS = Integer.getInteger("faults.orders", 2_000);
    private static final int ENOUGH = 1_000; // orders: a shorter run need not meet every fault
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration SETTLE = Duration.ofMinutes(4);

    private static final String BUSY = """
            select (select count(*) from scan_order where done < wanted or lease_owner is not null)
                 + (select count(*) from attempt where state in ('open', 'revoked'))
                 + (select count(*) from outbox where announced_at is null)""";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path data;

    @Test
    void losesNothingAndSaysNothingTwice() throws Exception {
        System.out.printf("Faults: -Dfaults.seed=%d -Dfaults.orders=%d%n", SEED, ORDERS);
        Path logs = Files.createDirectories(Path.of("target", "faults"));
        try (Surroundings around = new Surroundings(data);
                Replica one = new Replica(settings(around), logs.resolve("one.log"));
                Replica two = new Replica(settings(around), logs.resolve("two.log"));
                Front front = new Front(List.of(one.port(), two.port()))) {
            await().atMost(START).until(() -> isReady(one) && isReady(two));
            takeOverTheClinics(around.sandbox(), one.adminKey(), front.base());
            try (Witness witness = new Witness(around.bootstrapServers(), "orders.v1", around.objects())) {
                Map<String, Integer> hits = new Play(around, List.of(one, two)).run(Script.of(SEED, ORDERS));
                Findings findings = new Findings(around);
                boolean quiet = settled(around, findings, witness);
                check(findings.evidence(witness.heard()));
                assertThat(quiet).as("it became quiet in time").isTrue();
                checkThatItWasARun(hits, List.of(one, two));
            }
        }
    }

    private static void check(Evidence evidence) {
        List<Violation> violations = Checker.violations(evidence);
        System.out.printf("Faults: seed %d: %s%n", SEED, Counts.of(evidence, violations));
        assertThat(violations)
                .as("seed " + SEED)
                .extracting(violation -> violation.kind() + ": " + violation.what())
                .isEmpty();
    }

    /** Nothing wrong was found: that says little if nothing was hit. */
    private static void checkThatItWasARun(Map<String, Integer> hits, List<Replica> replicas) {
        List<Integer> starts = replicas.stream().map(Replica::starts).toList();
        System.out.printf("Faults: calls hit %s, starts of the replicas %s%n", hits, starts);
        assertThat(starts).allMatch(number -> number > 1);
        if (ORDERS >= ENOUGH) {
            assertThat(hits).doesNotContainValue(0);
        }
    }

    /**
     * Whether, in time, every newest content is told and nobody has anything left to do. Nothing is notified again: what no
     * notification told, or was taken in and lost after all, is for the service to find.
     */
    private static boolean settled(Surroundings around, Findings findings, Witness witness) {
        List<ScanHistory> scans = findings.scans();
        System.out.printf(
                "Faults: the script is over, %d scans are not told yet%n",
                LostScans.untold(soFar(scans, witness)).count());
        try {
            await().atMost(SETTLE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() ->
                            LostScans.untold(soFar(scans, witness)).findAny().isEmpty() && busy(around) == 0);
            return true;
        } catch (ConditionTimeoutException unquiet) {
            return false; // the checker says what is missing
        }
    }

    private static Evidence soFar(List<ScanHistory> scans, Witness witness) {
        return new Evidence(scans, List.of(), List.of(), List.of(), witness.heard());
    }

    private static long busy(Surroundings around) throws SQLException {
        try (Connection database = around.database();
                ResultSet rows = database.createStatement().executeQuery(BUSY)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void takeOverTheClinics(SandboxClient sandbox, String key, URI base) throws Exception {
        String lines = LongStream.range(Script.FIRST_ACCOUNT, Script.FIRST_ACCOUNT + Script.ACCOUNTS)
                .mapToObj(account -> {
                    sandbox.newAccount(account);
                    SandboxClient.Tokens tokens = sandbox.pair(account, Optional.empty());
                    return "{\"account\":%d,\"refreshToken\":\"%s\"}".formatted(account, tokens.refreshToken());
                })
                .collect(Collectors.joining("\n", "", "\n"));
        HttpResponse<String> imported =
                post(key, base.resolve("/api/v1/pairings/import?dryRun=false"), "application/x-ndjson", lines);
        assertThat(imported.body().lines()).hasSize(Script.ACCOUNTS).allMatch(line -> line.contains("\"imported\""));
        HttpResponse<String> made = post(key, base.resolve("/api/v1/partner/callback-key"), "application/json", "");
        assertThat(made.statusCode()).isEqualTo(201);
        String callbackKey = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(made.body())
                .path("key")
                .asText();
        sandbox.partnerCallback(
                SandboxConfig.CLIENT_ID,
                Optional.of(base.resolve("/webhooks/itero/" + callbackKey).toString()));
    }

    private HttpResponse<String> post(String key, URI to, String type, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(to)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private boolean isReady(Replica replica) {
        try {
            URI ready = URI.create("http://127.0.0.1:" + replica.port() + "/q/health/ready");
            return http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (Exception notYet) {
            return false;
        }
    }

    /** Everything that waits for minutes and hours waits for seconds. */
    private static Map<String, String> settings(Surroundings around) {
        String often = IntStream.range(0, 200).mapToObj(rung -> "2s").collect(Collectors.joining(","));
        Map<String, String> settings = new HashMap<>(around.settings());
        settings.putAll(Map.ofEntries(
                entry("quarkus.log.console.json.enabled", "false"),
                entry("scanrelay.pairing.callback-base", "http://127.0.0.1:1"),
                entry("scanrelay.itero.clients.default.redirect-uri", "http://127.0.0.1:1/pairing/callback"),
                entry("scanrelay.itero.connect-timeout", "2s"),
                entry("scanrelay.itero.read-timeout", "3s"),
                entry("scanrelay.itero.call-timeout", "5s"),
                entry("scanrelay.itero.stall-timeout", "3s"),
                entry("scanrelay.pairing.renewal-lease", "PT20S"),
                entry("scanrelay.transfer.stall-timeout", "2s"),
                entry("scanrelay.store.attempts", "2"),
                entry("scanrelay.fetch.workers", "8"),
                entry("scanrelay.fetch.slow-workers", "4"),
                entry("scanrelay.fetch.lease", "10s"),
                entry("scanrelay.fetch.heartbeat", "3s"),
                entry("scanrelay.fetch.ladder", often),
                entry("scanrelay.fetch.not-there-yet", often),
                entry("scanrelay.fetch.ladder-then", "2s"),
                entry("scanrelay.fetch.rate-limited", "1s"),
                entry("scanrelay.fetch.attention-poll", "3s"),
                entry("scanrelay.fetch.sweep", "3s"),
                entry("scanrelay.fetch.sweep-grace", "10s"),
                entry("scanrelay.relay.lease", "PT5S"),
                entry("scanrelay.courtesy.account-calls", "500"),
                entry("scanrelay.courtesy.region-calls", "2000"),
                entry("scanrelay.courtesy.outage", "1s"),
                entry("scanrelay.courtesy.outage-at-most", "4s"),
                entry("scanrelay.courtesy.probe", "6s")));
        settings.putAll(Map.ofEntries(
                entry("scanrelay.reconcile.poll", "1s"),
                entry("scanrelay.reconcile.every", "5s"),
                entry("scanrelay.reconcile.every-at-most", "10s"),
                entry("scanrelay.reconcile.rest", "5s"),
                entry("scanrelay.reconcile.lease", "15s"),
                // Kafka's 45 s would have a killed replica's partitions wait longer than it takes until the next is
                // killed.
                entry("mp.messaging.incoming.scan-notifications-in.session.timeout.ms", "6000"),
                entry("mp.messaging.incoming.scan-notifications-in.heartbeat.interval.ms", "1500")));
        return settings;
    }
}
