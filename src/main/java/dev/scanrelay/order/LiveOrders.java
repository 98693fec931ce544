package dev.scanrelay.order;

/** The vendor's own list of a clinic's orders, read now. Whoever talks to the vendor implements it; nothing here knows how. */
public interface LiveOrders {

    /** One page. It blocks, belongs on a virtual thread, and is called outside of any database session. */
    LivePage list(LiveQuery query);
}
