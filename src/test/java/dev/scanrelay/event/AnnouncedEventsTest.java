package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class AnnouncedEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    @Inject
    AnnouncedEvents events;

    @Inject
    EventDocuments documents;

    @Inject
    RelayMetrics metrics;

    private final String account =
            "af" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final Set<AccountId> mine = Set.of(new AccountId(account));

    @Test
    void readsAnAccountsEventsInTheirOrderAndNoOthers() {
        long before = events.newest();
        OrderFacts order = Samples.order(account);
        Event first = announce(Samples.ready(order, 1));
        announce(Samples.ready(Samples.order(account + "x"), 1));
        Event second = announce(Samples.ready(order, 2));

        List<AnnouncedEvent> read = events.after(before, PartnerId.DEFAULT, mine, 10);

        assertThat(read).extracting(AnnouncedEvent::id).containsExactly(first.id(), second.id());
        assertThat(read).extracting(AnnouncedEvent::position).isSorted();
        assertThat(events.after(read.getFirst().position(), PartnerId.DEFAULT, mine, 10))
                .extracting(AnnouncedEvent::id)
                .containsExactly(second.id());
        assertThat(events.after(before, PartnerId.DEFAULT, mine, 1)).hasSize(1);
        assertThat(events.after(before, new PartnerId("another"), mine, 10)).isEmpty();
        assertThat(events.after(before, PartnerId.DEFAULT, 1000))
                .extracting(AnnouncedEvent::id)
                .contains(first.id(), second.id());
    }

    @Test
    void keepsWhatTheOperatorAloneIsTold() {
        long before = events.newest();
        announce(Event.of(
                new OrderParked(Samples.order(account), "refused", "no such order", 3, 0), "parked", Samples.TIME));
        Event ready = announce(Samples.ready(Samples.order(account), 1));

        assertThat(events.after(before, PartnerId.DEFAULT, mine, 10))
                .extracting(AnnouncedEvent::id)
                .containsExactly(ready.id());
    }

    @Test
    void findsThemBesideTheOutboxOnceTheyAreOld() {
        long before = events.newest();
        Event pairing = announce(
                Event.of(new PairingEnded(PartnerId.DEFAULT, new AccountId(account), "revoked"), "1", Samples.TIME));
        AnnouncedEvent young = events.after(before, PartnerId.DEFAULT, mine, 10).getFirst();

        age(20);
        housekeeping().tidy();

        assertThat(inOutbox(pairing.id())).isFalse();
        assertThat(events.after(before, PartnerId.DEFAULT, mine, 10))
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("announcedAt")
                .isEqualTo(young);

        // And says so once they may be gone
        execute("update announced_event set announced_at = now() - interval '100 days' where account_id = '" + account
                + "'");
        housekeeping().tidy();

        assertThat(events.after(before, PartnerId.DEFAULT, mine, 10)).isEmpty();
        assertThat(events.completeAfter()).isGreaterThanOrEqualTo(young.position());
    }

    @Test
    void writesThemAsDocuments() throws IOException {
        long before = events.newest();
        Event ready = announce(Samples.ready(Samples.order(account), 1));
        AnnouncedEvent event = events.after(before, PartnerId.DEFAULT, mine, 10).getFirst();

        JsonNode full = JSON.readTree(documents.full(event));
        assertThat(full.path("specversion").asText()).isEqualTo("1.0");
        assertThat(full.path("id").asText()).isEqualTo(ready.id());
        assertThat(full.path("type").asText()).isEqualTo("dev.scanrelay.order.ready.v1");
        assertThat(full.path("source").asText()).endsWith("/partners/default/accounts/" + account);
        assertThat(full.path("dataschema").asText()).isEqualTo("urn:scanrelay:schema:order.ready.v1");
        assertThat(full.path("data").path("revision").asInt()).isEqualTo(1);

        JsonNode idOnly = JSON.readTree(documents.idOnly(event));
        assertThat(idOnly.has("data")).isFalse();
        assertThat(idOnly.path("id").asText()).isEqualTo(ready.id());
        assertThat(idOnly.path("dataref").asText()).endsWith("/api/v1/" + ready.subject());
    }

    private Event announce(Event event) {
        database.write(session -> outbox.append(session, event));
        await().until(() -> announced(event.id()));
        return event;
    }

    private boolean announced(String id) {
        return exists("select 1 from outbox where event_id = '" + id + "' and announced_at is not null");
    }

    private boolean inOutbox(String id) {
        return exists("select 1 from outbox where event_id = '" + id + "'");
    }

    private boolean exists(String sql) {
        return !database.read(session ->
                        session.createNativeQuery(sql, Object[].class).getResultList())
                .isEmpty();
    }

    private void age(int days) {
        execute("update outbox set announced_at = now() - interval '" + days + " days' where account_id = '" + account
                + "'");
    }

    private Housekeeping housekeeping() {
        return new Housekeeping(
                database,
                metrics,
                Clock.systemUTC(),
                new TestSettings(
                        Duration.ofSeconds(1), Duration.ofMillis(20), 20, Duration.ofSeconds(1), Duration.ofDays(14)));
    }

    private void execute(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }
}
