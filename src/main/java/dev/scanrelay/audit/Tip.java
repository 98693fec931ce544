package dev.scanrelay.audit;

import java.util.Arrays;
import java.util.HexFormat;

/** Where the chain ends, or where a part of it does. */
record Tip(long number, byte[] hash) {

    /** Before the first record. */
    static final Tip START = new Tip(0, new byte[32]);

    /** From the columns {@code number, hash}. */
    static Tip of(Object[] row) {
        return new Tip(((Number) row[0]).longValue(), (byte[]) row[1]);
    }

    Tip next(ChainRow row) {
        return new Tip(number + 1, Canonical.hash(row, number + 1, hash));
    }

    String hex() {
        return HexFormat.of().formatHex(hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tip that && number == that.number && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return number + ":" + hex();
    }
}
