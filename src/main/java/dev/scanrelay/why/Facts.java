package dev.scanrelay.why;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is stored of an order that says where it is.
 *
 * @param wanted whether something of it is still to be fetched
 * @param leased whether a worker has it now
 * @param failure class and reason of the last failure, while it lasts
 * @param latestRevision 0: none yet
 * @param complete whether the latest revision has all its files
 * @param pairing the pairing's status; empty: there is none
 * @param unannounced whether an event of it waits
 * @param held whether an event of it, or one before it, can't be sent
 * @param announcedAt when the latest revision was announced
 * @param regionOutUntil set while its region at Align is out: when one call tries it next
 * @param pausedUntil how long Align wants its account left alone
 * @param sweepAt when its account is next swept
 */
record Facts(
        UUID orderId,
        String rxId,
        String accountId,
        String state,
        boolean wanted,
        boolean leased,
        Instant dueAt,
        int failures,
        Optional<String> failure,
        Optional<Instant> absentSince,
        Optional<Instant> incompleteSince,
        int latestRevision,
        Optional<Boolean> complete,
        Optional<String> pairing,
        Optional<String> attentionReason,
        boolean unannounced,
        boolean held,
        Optional<Instant> announcedAt,
        Optional<Instant> sweepAt,
        Optional<Instant> regionOutUntil,
        Optional<Instant> pausedUntil) {

    boolean needsAttention() {
        return pairing.filter("attention"::equals).isPresent();
    }

    boolean isPaired() {
        return pairing.filter("active"::equals).isPresent();
    }
}
