package dev.scanrelay.pairing;

import dev.scanrelay.event.Event;
import dev.scanrelay.event.Outbox;
import dev.scanrelay.event.PairingAttention;
import dev.scanrelay.event.PairingConnected;
import dev.scanrelay.event.PairingData;
import dev.scanrelay.event.PairingEnded;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells of pairings, in the transaction that changes them. */
@Singleton
final class PairingEvents {

    private final Outbox outbox;

    PairingEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> connected(Mutiny.Session session, PairingRow pairing, boolean again) {
        return tell(session, pairing, new PairingConnected(pairing.partner(), pairing.account(), again));
    }

    Uni<Void> attention(Mutiny.Session session, PairingRow pairing, AttentionReason reason) {
        return tell(session, pairing, new PairingAttention(pairing.partner(), pairing.account(), reason.word()));
    }

    Uni<Void> ended(Mutiny.Session session, PairingRow pairing) {
        return tell(session, pairing, new PairingEnded(pairing.partner(), pairing.account(), "disconnected"));
    }

    private Uni<Void> tell(Mutiny.Session session, PairingRow pairing, PairingData data) {
        return outbox.append(session, Event.of(data, Long.toString(pairing.changes), pairing.changedAt));
    }
}
