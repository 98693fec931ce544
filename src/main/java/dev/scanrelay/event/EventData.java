package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.util.Optional;

/** The data of an event: ids and facts, nothing about a patient beyond the vendor's patient id. Its JSON Schema is public. */
public sealed interface EventData permits OrderData, PairingData, EndpointData {

    EventType type();

    PartnerId partner();

    /** Whose event it is; none: the partner's as a whole. */
    Optional<AccountId> concerned();

    /** What the event is about, as the CloudEvents subject: {@code orders/<id>}, {@code pairings/<account>} or {@code endpoints/<id>}. */
    String subject();

    /** Events of one key reach every reader in the order in which they were appended. */
    String orderingKey();

    /** Where our API tells more, read with the reader's own rights. */
    Optional<String> detail();
}
