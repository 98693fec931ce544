package dev.scanrelay.itero;

import dev.scanrelay.id.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * What to list with Get Orders: by date or by chart number. Whether Align's dates mean scanned or changed is not published.
 *
 * @param pageToken where the last page ended
 */
public record IteroOrderQuery(
        AccountId account,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> chartNumber,
        Optional<String> pageToken,
        int pageSize) {

    private static final int PAGE_SIZE = 100;

    public static IteroOrderQuery between(AccountId account, Instant from, Instant to) {
        return new IteroOrderQuery(
                account, Optional.of(from), Optional.of(to), Optional.empty(), Optional.empty(), PAGE_SIZE);
    }

    public static IteroOrderQuery ofChart(AccountId account, String chartNumber) {
        return new IteroOrderQuery(
                account, Optional.empty(), Optional.empty(), Optional.of(chartNumber), Optional.empty(), PAGE_SIZE);
    }

    /** The same question, from where a page ended. */
    public IteroOrderQuery after(String nextPageToken) {
        return new IteroOrderQuery(account, from, to, chartNumber, Optional.of(nextPageToken), pageSize);
    }

    @Override
    public String toString() {
        return "OrderQuery[" + account + ", from=" + from + ", to=" + to + ", chartNumber="
                + chartNumber.map(chart -> "redacted") + "]";
    }
}
