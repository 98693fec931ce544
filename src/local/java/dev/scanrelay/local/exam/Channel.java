package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tells events to the vendor's software. Events of one lane are taken in the order in which they are told. */
interface Channel extends AutoCloseable {

    Way way();

    /** As ScanRelay would; a {@link Shortfall} where the software does not take it. */
    void tell(ObjectNode event) throws InterruptedException;

    /** How many orders of events there are beside each other. */
    int lanes();

    /** In which of them an event with this {@code partitionkey} is. */
    int lane(String key);

    /** What was seen of the software beside its calls about an order, for the report. */
    default String seen() {
        return "";
    }

    @Override
    void close();
}
