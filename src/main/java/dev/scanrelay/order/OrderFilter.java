package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;

/** What a reader may see, and what of it is asked for. */
final class OrderFilter {

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
        return of(reader)
                .and("o.account_id = :account", "account", query.account().map(AccountId::value))
                .and("o.dated_at >= cast(:from as timestamptz)", "from", query.from())
                .and("o.dated_at < cast(:to as timestamptz)", "to", query.to())
                .and("o.vendor_status = :status", "status", query.status())
                .and("o.state = :state", "state", query.state().map(OrderState::wire))
                .and("o.rx_id = :rxId", "rxId", query.rxId().map(RxId::value))
                .and("o.reference = :reference", "reference", query.reference())
                .and(
                        "o.chart_number_index in (:charts)",
                        "charts",
                        query.chartNumber().map(number -> seal.candidates(reader.partner(), number)));
    }
}
