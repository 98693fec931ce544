package dev.scanrelay.transfer;

/** The store's receipt for one part whose checksum it has verified. */
record PartReceipt(int number, long size, String etag) {}
