package dev.scanrelay.transfer;

import java.util.List;

/** What became of an artifact's entries. */
public sealed interface Unpacked {

    /** It is no zip, or was not to be unpacked. */
    record None() implements Unpacked {}

    /** Every file in it is an object of its own, in the zip's order. */
    record Complete(List<StoredFile> entries) implements Unpacked {}

    /** It is kept whole; none of its entries are. The reason is one constant word. */
    record Refused(String reason) implements Unpacked {}
}
