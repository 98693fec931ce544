package dev.scanrelay.order;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.RxId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vendor's orders, each beside what we know of it. */
@ApplicationScoped
class LiveListing {

    private final LiveOrders vendor;
    private final KnownOrders known;
    private final Database database;

    LiveListing(LiveOrders vendor, KnownOrders known, Database database) {
        this.vendor = vendor;
        this.known = known;
        this.database = database;
    }

    LiveOrderPage list(Reader reader, LiveQuery query) {
        LivePage page = vendor.list(query);
        Map<RxId, KnownOrder> ours = known(query, page.orders());
        List<LiveOrderView> views = page.orders().stream()
                .map(order -> LiveOrderView.of(
                        query.account(), order, Optional.ofNullable(ours.get(order.rxId())), reader.seesPatients()))
                .toList();
        return new LiveOrderPage(LiveOrderPage.SOURCE, views, page.next().isPresent(), page.next(), page.unreadable());
    }

    private Map<RxId, KnownOrder> known(LiveQuery query, List<LiveOrder> orders) {
        List<RxId> rxIds = orders.stream().map(LiveOrder::rxId).distinct().toList();
        return database.read(session -> known.of(session, query.partner(), query.account(), rxIds));
    }
}
