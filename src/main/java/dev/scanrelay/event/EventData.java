package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.util.Optional;

/** The data of an event: ids and facts, nothing about a patient beyond the vendor's patient id. Its JSON Schema is public. */
public sealed interface EventData permits OrderData, PairingData {

    EventType type();

    PartnerId partner();

    AccountId account();

    /** What the event is about, as the CloudEvents subject: {@code orders/<id>} or {@code pairings/<account>}. */
    String subject();

    /** Events of one key reach every reader in the order in which they were appended. */
    String orderingKey();

    /** Where our API tells more, read with the reader's own rights. */
    Optional<String> detail();
}
