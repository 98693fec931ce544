package dev.scanrelay.order;

import java.util.Optional;

/** Where a list of orders comes from. */
enum ListSource {
    /** What we know. */
    STORED,
    /** What the vendor has now. */
    ALIGN;

    static final String RULE = "has to be stored or align";

    static Optional<ListSource> of(String wire) {
        return switch (wire) {
            case OrderPage.SOURCE -> Optional.of(STORED);
            case LiveOrderPage.SOURCE -> Optional.of(ALIGN);
            default -> Optional.empty();
        };
    }
}
