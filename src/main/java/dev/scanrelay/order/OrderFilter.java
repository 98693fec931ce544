package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a reader may see, and what of it is asked for. */
final class OrderFilter {

    /** Beyond, the rows of others are no longer the most. */
    private static final int FEW = 50;

    private OrderFilter() {}

    static Where of(Reader reader) {
        return new Where()
                .and("o.partner_id = :partner", "partner", reader.partner().value())
                .and(
                        "o.account_id in (:accounts)",
                        "accounts",
                        reader.accounts()
                                .map(allowed ->
                                        allowed.stream().map(AccountId::value).toList()));
    }

    static Where of(Reader reader, OrderQuery query, PatientSeal seal) {
        Where mine = query.account().isPresent() ? of(reader) : ofFew(reader).orElseGet(() -> of(reader));
        return mine.and("o.account_id = :account", "account", query.account().map(AccountId::value))
                .and("o.dated_at >= cast(:from as timestamptz)", "from", query.from())
                .and("o.dated_at < cast(:to as timestamptz)", "to", query.to())
                .and("o.vendor_status = :status", "status", query.status())
                .and("o.state = :state", "state", query.state().map(OrderState::wire))
                .and("split_part(o.failure, ':', 1) = :failure", "failure", query.failure())
                .and("o.notified_at >= cast(:notifiedSince as timestamptz)", "notifiedSince", query.notifiedSince())
                .and("o.rx_id = :rxId", "rxId", query.rxId().map(RxId::value))
                .and("o.reference = :reference", "reference", query.reference())
                .and(
                        "o.chart_number_index in (:charts)",
                        "charts",
                        query.chartNumber().map(number -> seal.candidates(reader.partner(), number)));
    }

    /** A page of some accounts is made of a page of each: in one go, rows of all the others would be read and passed over. */
    private static Optional<Where> ofFew(Reader reader) {
        return reader.accounts()
                .filter(some -> some.size() > 1 && some.size() <= FEW)
                .map(some -> new Where()
                        .and(
                                "o.partner_id = :partner",
                                "partner",
                                reader.partner().value())
                        .each(
                                "unnest(string_to_array(:accounts, ' ')) as mine(account_id)",
                                "o.account_id = mine.account_id",
                                "accounts",
                                some.stream().map(AccountId::value).collect(Collectors.joining(" "))));
    }
}
