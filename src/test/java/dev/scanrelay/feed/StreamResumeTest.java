package dev.scanrelay.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a stream goes on: behind what was missed, or where it was cut off. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class StreamResumeTest extends StreamStage {

    @Test
    void catchesUpAndGoesOnLiveWithoutLossOrRepeat() throws InterruptedException {
        List<String> announced = new ArrayList<>();
        List<Listening> clients = new ArrayList<>();
        String start = page(key, "").getString("next");
        Thread clinic = Thread.ofVirtual()
                .start(() -> IntStream.range(0, 120)
                        .forEach(event -> announced.add(happenings.endedSoon(account, "revoked"))));

        while (clinic.isAlive()) {
            if (clients.size() < 12) {
                clients.add(listen(key, "?after=" + start));
            }
            clinic.join(50);
        }

        for (Listening client : clients) {
            await().until(() -> client.told().size() >= announced.size());
            assertThat(client.told()).isEqualTo(announced);
        }
    }

    @Test
    void resumesWhereItWasCutOff() {
        List<String> announced = new ArrayList<>();
        Listening before = listen(key, "");
        announced.add(happenings.ended(account));
        await().until(() -> before.told().size() == 1);
        String last = before.lastId();
        before.close();
        announced.add(happenings.ended(account));

        Listening after = add(Listening.resumed(key, last));
        announced.add(happenings.ended(account));

        await().untilAsserted(() -> assertThat(after.told()).isEqualTo(announced.subList(1, 3)));
    }

    @Test
    void believesTheHeaderBeforeTheUrl() {
        String from = page(key, "").getString("next");
        happenings.ended(account);
        String middle = page(key, "?after=" + from).getString("next");
        String last = happenings.ended(account);

        Listening client = listen(key, "?after=" + from, "Last-Event-ID: " + middle + "\r\n");

        await().untilAsserted(() -> assertThat(client.told()).containsExactly(last));
    }

    @Test
    void tellsNoOtherClinicsEventsWhileItCatchesUp() {
        String from = page(key, "").getString("next");
        happenings.ended(Happenings.newAccount());
        String own = happenings.ended(account);
        await().until(() -> streams.count() == 0); // so that no tail holds them

        Listening client = listen(key, "?after=" + from);

        await().until(() -> !client.told().isEmpty());
        assertThat(client.told()).containsExactly(own);
    }

    @Test
    void saysHowToGoOnOnceEventsAreGone() {
        happenings.ended(account);
        happenings.execute("update relay_lease set feed_complete_after = 1");
        try {
            Response gone = given().auth()
                    .oauth2(key)
                    .header("Last-Event-ID", new FeedCursor(0).encoded())
                    .get(PATH);

            assertThat(gone.statusCode()).isEqualTo(410);
            assertThat(gone.contentType()).startsWith("application/problem+json");
            assertThat(gone.jsonPath().getString("type")).isEqualTo("urn:scanrelay:problem:feed-gone");
            assertThat(gone.jsonPath().getString("detail")).contains("GET /api/v1/orders?changedSince=");
        } finally {
            happenings.execute("update relay_lease set feed_complete_after = 0");
        }
    }
}
