package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * A pairing as it is shown: no secrets.
 *
 * @param status pending (not confirmed yet, or its warnings are not acknowledged), active, attention, ending or ended
 * @param attentionReason grant-refused, answer-lost, login-expired or unpaired-by-vendor, where a person has to act
 * @param refreshedAt when tokens were renewed last
 */
public record PairingView(
        AccountId account,
        String status,
        Optional<String> attentionReason,
        Optional<String> region,
        Optional<Instant> pairedAt,
        Optional<Instant> refreshedAt,
        Instant changedAt,
        ConnectionHealth health) {

    static PairingView of(PairingRow row, ConnectionHealth health) {
        return new PairingView(
                new AccountId(row.accountId),
                row.status,
                Optional.ofNullable(row.attentionReason),
                Optional.ofNullable(row.region),
                Optional.ofNullable(row.pairedAt),
                Optional.ofNullable(row.refreshedAt),
                row.changedAt,
                health);
    }
}
