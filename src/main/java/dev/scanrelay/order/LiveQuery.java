package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is asked of the vendor's own list: a period or a chart number of one clinic.
 *
 * @param from handed on to the vendor, and so is {@code to}: whether it means scanned or changed is the vendor's to say
 * @param cursor the {@code next} of the page before, as it was given out
 */
public record LiveQuery(
        PartnerId partner,
        AccountId account,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> chartNumber,
        Optional<String> cursor,
        int limit) {

    /** The same question, from where a page ended. */
    public LiveQuery after(String next) {
        return new LiveQuery(partner, account, from, to, chartNumber, Optional.of(next), limit);
    }

    @Override
    public String toString() {
        return "LiveQuery[" + partner + ", " + account + ", redacted]";
    }
}
