package dev.scanrelay.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** What the store lost or has otherwise is found by {@code store verify}. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class VerificationTest extends StoreStage {

    @Test
    void findsNothingWrongWhereAllIsWell() {
        scanned();

        Said said = run(asItIs(), "verify", "--digests");

        assertThat(said.out()).contains("all is there");
        assertThat(said.code()).isZero();
    }

    @Test
    void findsAnObjectThatTheStoreLost() {
        Announcement ready = scanned();
        String lost = Bucket.keys(ready.data()).iterator().next();
        store.delete(store.place().at(lost));

        Said said = run(asItIs(), "verify");

        assertThat(said.code()).isOne();
        assertThat(said.out())
                .contains("order=" + ready.data().path("orderId").asText(), "problem=missing", lost)
                .contains("1 problems");
    }

    @Test
    void findsAByteThatIsNotWhatWasStored() {
        Announcement ready = scanned();
        String key = meshOf(ready);
        byte[] bytes = bucket.text(key).getBytes(UTF_8);
        damage(key);

        assertThat(run(asItIs(), "verify").code()).isZero();
        Said said = run(asItIs(), "verify", "--digests");

        assertThat(bytes).isNotEmpty();
        assertThat(said.code()).isOne();
        assertThat(said.out()).contains("problem=digest", key);
    }

    @Test
    void findsAManifestThatSaysSomethingElse() {
        scanned();
        String manifest = bucket.manifests(account).iterator().next();
        byte[] other = bucket.text(manifest)
                .replace("\"number\" : 1,", "\"number\" : 1, \"more\" : 1,")
                .replace("\"revision\" : 1", "\"revision\" : 7")
                .getBytes(UTF_8);
        store.put(store.place().at(manifest), other, other.length, "application/json");

        Said said = run(asItIs(), "verify");

        assertThat(said.code()).isOne();
        assertThat(said.out()).contains("problem=manifest-differs", manifest);
    }
}
