package dev.scanrelay.order;

/**
 * An order's id follows from whose RX it is. So an order that is found again after a database was restored to an earlier time is the same
 * order, and what was told of it before has the ids that it has then: events, links, tombstones.
 */
final class OrderIds {

    private OrderIds() {}

    /** SQL for the id: the start of a digest, as UUID of version 8 (RFC 9562). The arguments are SQL texts. */
    static String of(String partner, String account, String rx) {
        String digest =
                "encode(sha256(convert_to(concat_ws('/', %s, %s, %s), 'UTF8')), 'hex')".formatted(partner, account, rx);
        return "cast(overlay(overlay(substr(%s, 1, 32) placing '8' from 13) placing '8' from 17) as uuid)"
                .formatted(digest);
    }
}
