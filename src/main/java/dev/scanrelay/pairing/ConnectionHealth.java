package dev.scanrelay.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a pairing is doing.
 *
 * @param liveGrants log-ins of the clinic's users that calls can be made under; calls go on while there is one
 * @param lastRefreshAt when tokens were renewed last
 * @param lastCallAt about when Align last answered a call for the account, to the minute
 * @param lastNotificationAt about when a notification last came in, to the minute
 * @param attention why a user of the clinic has to sign in again, where one has to
 * @param expiresAt when the last log-in ends by itself, where the operator knows how long Align lets one live
 * @param expiresInSeconds the time until then; 0 if it is over
 */
public record ConnectionHealth(
        int liveGrants,
        Optional<Instant> lastRefreshAt,
        Optional<Instant> lastCallAt,
        Optional<Instant> lastNotificationAt,
        Optional<Attention> attention,
        Optional<Instant> expiresAt,
        Optional<Long> expiresInSeconds) {

    /**
     * A user of the clinic has to sign in again.
     *
     * @param reason grant-refused, answer-lost, login-expired or unpaired-by-vendor
     * @param since when the last log-in was lost
     */
    public record Attention(String reason, Instant since) {}

    static ConnectionHealth of(PairingRow row, Noted noted, Instant now) {
        return new ConnectionHealth(
                noted.liveGrants(),
                Optional.ofNullable(row.refreshedAt),
                noted.calledAt(),
                noted.notifiedAt(),
                Optional.ofNullable(row.attentionReason).map(reason -> new Attention(reason, row.changedAt)),
                noted.endsAt(),
                noted.endsAt().map(end -> Math.max(0, Duration.between(now, end).toSeconds())));
    }

    /** What is kept apart from the pairing's own row. */
    record Noted(int liveGrants, Optional<Instant> calledAt, Optional<Instant> notifiedAt, Optional<Instant> endsAt) {

        static final Noted NOTHING = new Noted(0, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
