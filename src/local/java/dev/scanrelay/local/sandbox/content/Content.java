package dev.scanrelay.local.sandbox.content;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/** Bytes of a known length that can be produced from any offset, as often as wanted, without being held in memory. */
public interface Content {

    int PIECE = 64 * 1024;

    long size();

    /** Writes the bytes {@code [from, from + length)} in pieces of at most {@link #PIECE}. */
    void write(long from, long length, OutputStream to) throws IOException;

    /** CRC-32 of all bytes; cheap for what repeats, a full pass for what does not. */
    default long crc32() {
        var crc = new CRC32();
        try {
            write(0, size(), new ChecksumOutput(crc));
        } catch (IOException e) {
            throw new IllegalStateException("a checksum does not fail", e);
        }
        return crc.getValue();
    }
}
