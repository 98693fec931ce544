package dev.scanrelay.fetch;

import dev.scanrelay.transfer.Stored;
import java.util.List;

/**
 * The files of an order, in the store.
 *
 * @param complete false if one could not be had and its time was up
 */
record Collected(List<Stored> files, boolean complete) {

    Collected {
        files = List.copyOf(files);
    }
}
