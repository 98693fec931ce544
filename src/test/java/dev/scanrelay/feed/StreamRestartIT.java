package dev.scanrelay.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.feed.Listening.End;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.Packaged;
import dev.scanrelay.testing.SandboxClient;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client of the stream goes on with another process when the one it had is told to end, and when it is killed. */
@Tag("slow")
class StreamRestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long CLINIC = 792_001;

    private final List<Packaged> processes = new ArrayList<>();
    private Sandbox running;
    private SandboxClient sandbox;

    @BeforeEach
    void startAlign() {
        running = Sandbox.start(SandboxConfig.defaults());
        sandbox = new SandboxClient(running.baseUri());
    }

    @AfterEach
    void stopAll() {
        processes.forEach(Packaged::close);
        running.close();
    }

    @Test
    void goesOnWithAnotherProcessWithoutLossOrRepeat() throws Exception {
        Packaged first = start();
        Packaged second = start();
        Packaged third = start();
        String key = first.adminKey();
        String begin = page(third, key, "").getString("next");

        // Given a stream that has told something
        Listening stream = listen(first, key, begin);
        pair(third, key, CLINIC);
        await().atMost(PATIENCE).until(() -> !stream.told().isEmpty());

        // When its process is told to end, it says where to go on, and ends the answer as a whole one
        first.process().destroy();
        await().atMost(PATIENCE).until(() -> stream.end() != End.NOT_YET);
        assertThat(stream.end()).isEqualTo(End.WHOLE);
        assertThat(stream.frames().getLast().fields()).containsKeys("retry", "id");
        assertThat(first.process().waitFor(30, TimeUnit.SECONDS)).isTrue();

        // And what happens meanwhile comes from the next, which is killed
        pair(third, key, CLINIC + 1);
        Listening resumed = listen(second, key, stream.lastId());
        await().atMost(PATIENCE).until(() -> !resumed.told().isEmpty());
        second.close();
        await().atMost(PATIENCE).until(() -> resumed.end() == End.BROKEN);

        // Then the third has the rest
        pair(third, key, CLINIC + 2);
        Listening last = listen(third, key, resumed.lastId());
        await().atMost(PATIENCE).until(() -> !last.told().isEmpty());
        List<String> told = new ArrayList<>(stream.told());
        told.addAll(resumed.told());
        told.addAll(last.told());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(page(third, key, "?after=" + begin).getList("events.id"))
                                .isEqualTo(told));
    }

    private Packaged start() throws IOException {
        Packaged process = Packaged.start(running, "stream-restart.log", Map.of());
        processes.add(process);
        return process.awaitReady();
    }

    private static Listening listen(Packaged process, String key, String lastEventId) {
        return Listening.at(process.base().getPort(), key, "", "Last-Event-ID: " + lastEventId + "\r\n");
    }

    private static JsonPath page(Packaged process, String key, String query) throws Exception {
        return JsonPath.from(process.send(key, "/api/v1/events" + query).body());
    }

    private void pair(Packaged process, String key, long clinic) throws Exception {
        sandbox.newAccount(clinic);
        String refreshToken = sandbox.pair(clinic, Optional.empty()).refreshToken();
        assertThat(process.post(
                                key,
                                "/api/v1/pairings/import?dryRun=false",
                                "application/x-ndjson",
                                "{\"account\":%d,\"refreshToken\":\"%s\"}\n".formatted(clinic, refreshToken))
                        .body())
                .contains("\"imported\"");
    }
}
