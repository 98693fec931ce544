package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.util.Optional;

/**
 * The vendor's own list of a clinic's orders, read now. Whoever talks to the vendor implements it; nothing here knows how. It blocks,
 * belongs on a virtual thread, and is called outside of any database session.
 */
public interface LiveOrders {

    /** One page. */
    LivePage list(LiveQuery query);

    /** The one order of an RX; empty if the vendor knows no such RX in the account, or it is not scanned yet. */
    Optional<LiveOrder> find(PartnerId partner, AccountId account, RxId rxId);
}
