package dev.scanrelay.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.feed.Listening.End;
import dev.scanrelay.testing.Services;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many streams there may be, what they cost, and when they end. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class StreamLimitsTest extends StreamStage {

    @Inject
    MeterRegistry registry;

    @Test
    void endsWithItsKeyAndNotWithAnother() {
        Map<String, String> retired = keyWith(Map.of("scopes", Set.of("events:read"), "accounts", Set.of(account)));
        Listening ending = listen(retired.get("key"), "");
        Listening staying = listen(key, "");

        given().auth()
                .oauth2(admin)
                .delete("/api/v1/keys/" + retired.get("id"))
                .then()
                .statusCode(204);

        await().until(() -> ending.end() == End.WHOLE);
        assertThat(ending.frames().getLast().fields()).containsKeys("retry", "id");
        assertThat(staying.end()).isEqualTo(End.NOT_YET);
    }

    @Test
    void closesAClientThatTakesNothingInWhichThenResumes() {
        String large = "x".repeat(200_000);
        Listening slow = add(Listening.withSmallBuffers(key));
        String start = slow.first().id();
        Listening quick = listen(key, "");
        double closedBefore = closed("slow");

        List<String> announced = IntStream.range(0, 40)
                .mapToObj(event -> happenings.endedSoon(account, large))
                .toList();

        await().until(() -> quick.data().size() == announced.size());
        assertThat(quick.told()).isEqualTo(announced);
        await().until(() -> closed("slow") > closedBefore);
        slow.read();
        await().until(() -> slow.end() == End.BROKEN);
        assertThat(slow.told()).isEqualTo(announced.subList(0, slow.told().size()));
        Listening resumed = add(Listening.resumed(key, slow.told().isEmpty() ? start : slow.lastId()));
        List<String> rest = announced.subList(slow.told().size(), announced.size());
        await().until(() -> resumed.data().size() == rest.size());
        assertThat(resumed.told()).isEqualTo(rest);
    }

    @Test
    void opensSoManyForOneKeyAndNoMore() {
        IntStream.range(0, 20).forEach(stream -> listen(key, ""));

        Response oneMore = given().auth().oauth2(key).get(PATH);

        assertThat(oneMore.statusCode()).isEqualTo(429);
        assertThat(oneMore.contentType()).startsWith("application/problem+json");
        assertThat(oneMore.header("Retry-After")).isNotEmpty();
        open.removeLast().close();
        await().until(() -> streams.count() == 19);
        assertThat(listen(key, "").status()).startsWith("200");
    }

    @Test
    void aThousandIdleStreamsCostLessThanAHundredMegabytes() {
        List<String> keys =
                IntStream.range(0, 50).mapToObj(any -> limited(account)).toList();
        listen(key, "");
        long before = used();

        for (int stream = 0; stream < 1_000; stream++) {
            add(Listening.opened(keys.get(stream % keys.size()), "")).first();
        }

        assertThat(streams.count()).isEqualTo(1_001);
        assertThat(used() - before).isLessThan(100 << 20);
        String event = happenings.ended(account);
        Listening any = open.getLast();
        any.read();
        await().until(() -> any.told().equals(List.of(event)));
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private double closed(String reason) {
        return registry.get("scanrelay.feed.streams.closed")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
