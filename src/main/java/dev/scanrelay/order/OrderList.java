package dev.scanrelay.order;

import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of what is stored here, or of what the vendor has now. */
@Schema(
        description = "A page of what is stored here, or of what the vendor has now: source says which.",
        oneOf = {OrderPage.class, LiveOrderPage.class},
        discriminatorProperty = "source",
        discriminatorMapping = {
            @DiscriminatorMapping(value = OrderPage.SOURCE, schema = OrderPage.class),
            @DiscriminatorMapping(value = LiveOrderPage.SOURCE, schema = LiveOrderPage.class)
        })
sealed interface OrderList permits OrderPage, LiveOrderPage {}
