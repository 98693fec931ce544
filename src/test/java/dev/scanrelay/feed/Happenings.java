package dev.scanrelay.feed;

import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.event.Event;
import dev.scanrelay.event.Outbox;
import dev.scanrelay.event.PairingEnded;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Lets something happen to an account, and waits until it is announced. */
@ApplicationScoped
class Happenings {

    private static final Instant TIME = Instant.parse("2026-03-02T09:15:31Z");

    private final Database database;
    private final Outbox outbox;

    Happenings(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    static String newAccount() {
        return "fd" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /** The id of the event. */
    String ended(String account) {
        return ended(PartnerId.DEFAULT, account);
    }

    String ended(PartnerId partner, String account) {
        return announce(ending(partner, account, "revoked"));
    }

    /** Appended and not waited for. */
    String endedSoon(String account, String reason) {
        return append(ending(PartnerId.DEFAULT, account, reason));
    }

    private static Event ending(PartnerId partner, String account, String reason) {
        return Event.of(
                new PairingEnded(partner, new AccountId(account), reason),
                UUID.randomUUID().toString(),
                TIME);
    }

    private String append(Event event) {
        database.write(session -> outbox.append(session, event));
        return event.id();
    }

    private String announce(Event event) {
        append(event);
        await().until(() -> !database.read(session -> session.createNativeQuery(
                                "select 1 from outbox where event_id = :id and feed_position is not null",
                                Object[].class)
                        .setParameter("id", event.id())
                        .getResultList())
                .isEmpty());
        return event.id();
    }

    void execute(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }
}
