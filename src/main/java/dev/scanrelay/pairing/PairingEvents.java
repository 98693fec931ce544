package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.event.Event;
import dev.scanrelay.event.Outbox;
import dev.scanrelay.event.PairingAttention;
import dev.scanrelay.event.PairingConnected;
import dev.scanrelay.event.PairingData;
import dev.scanrelay.event.PairingEnded;
import dev.scanrelay.event.PairingExpiring;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells of pairings, in the transaction that changes them. */
@Singleton
final class PairingEvents {

    /** The usual executor hands the caller's context on, and with it the session of whatever the caller does next. */
    private static final NotificationOptions OF_ITS_OWN = NotificationOptions.ofExecutor(Thread::startVirtualThread);

    private final Outbox outbox;
    private final Database database;
    private final jakarta.enterprise.event.Event<Reconnected> reconnected;

    PairingEvents(Outbox outbox, Database database, jakarta.enterprise.event.Event<Reconnected> reconnected) {
        this.outbox = outbox;
        this.database = database;
        this.reconnected = reconnected;
    }

    Uni<Void> connected(Mutiny.Session session, PairingRow pairing, boolean again) {
        Reconnected hint = new Reconnected(pairing.partner(), pairing.account());
        database.afterCommit(session, () -> reconnected.fireAsync(hint, OF_ITS_OWN));
        return tell(session, pairing, new PairingConnected(pairing.partner(), pairing.account(), again));
    }

    Uni<Void> attention(Mutiny.Session session, PairingRow pairing, AttentionReason reason) {
        return tell(session, pairing, new PairingAttention(pairing.partner(), pairing.account(), reason.word()));
    }

    /** Unlike the others it is no change of the pairing's status. */
    Uni<Void> expiring(Mutiny.Session session, PairingRow pairing, Instant end, int days, Instant now) {
        PairingExpiring told = new PairingExpiring(pairing.partner(), pairing.account(), end, days);
        return outbox.append(session, Event.of(told, end + "/" + days, now));
    }

    Uni<Void> ended(Mutiny.Session session, PairingRow pairing) {
        return tell(session, pairing, new PairingEnded(pairing.partner(), pairing.account(), "disconnected"));
    }

    private Uni<Void> tell(Mutiny.Session session, PairingRow pairing, PairingData data) {
        return outbox.append(session, Event.of(data, Long.toString(pairing.changes), pairing.changedAt));
    }
}
