package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.database.Database;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class OutboxTest {

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    @Test
    void keepsOneRowOfAnEventToldTwice() {
        Event event = Samples.ready(Samples.order("801001"), 1);

        append(event);
        append(event);

        assertThat(rowsOf(event)).hasSize(1);
    }

    @Test
    void keepsNothingOfATransactionThatFailed() {
        Event event = Samples.ready(Samples.order("801002"), 1);

        assertThatThrownBy(() ->
                        database.write(session -> outbox.append(session, event).invoke(() -> {
                            throw new IllegalStateException("after the append");
                        })))
                .hasMessageContaining("after the append");

        assertThat(rowsOf(event)).isEmpty();
    }

    private void append(Event event) {
        database.write(session -> outbox.append(session, event));
    }

    private List<String> rowsOf(Event event) {
        return database.read(
                session -> session.createNativeQuery("select event_id from outbox where event_id = :id", String.class)
                        .setParameter("id", event.id())
                        .getResultList());
    }
}
