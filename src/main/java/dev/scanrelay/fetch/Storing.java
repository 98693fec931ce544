package dev.scanrelay.fetch;

import dev.scanrelay.content.Sha256;
import dev.scanrelay.database.Database;
import dev.scanrelay.order.Orders;
import dev.scanrelay.pairing.AccountStorage;
import dev.scanrelay.transfer.Earlier;
import dev.scanrelay.transfer.Keep;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What of an order's files is stored, and what only referred to. */
@ApplicationScoped
class Storing {

    private final Database database;
    private final Orders orders;
    private final AccountStorage storage;
    private final ObjectStore store;

    Storing(Database database, Orders orders, AccountStorage storage, ObjectStore store) {
        this.database = database;
        this.orders = orders;
        this.storage = storage;
        this.store = store;
    }

    Choice of(Lease lease) {
        Map<Sha256, ObjectAddress> files =
                database.read(session -> orders.earlier(session, lease.orderId(), store.place()));
        return new Choice(
                storage.of(lease.partner(), lease.account()),
                (sha256, size) -> java.util.Optional.ofNullable(files.get(sha256))
                        .filter(at -> store.head(at)
                                .filter(there -> there.size() == size)
                                .isPresent()));
    }

    /** For one attempt. */
    record Choice(Keep keep, Earlier earlier) {}
}
