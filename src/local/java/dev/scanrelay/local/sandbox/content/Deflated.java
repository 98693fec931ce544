package dev.scanrelay.local.sandbox.content;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/** Raw deflate streams for zip entries. */
final class Deflated {

    private static final int MEBIBYTE = 1024 * 1024;

    private Deflated() {}

    static Bytes of(byte[] raw) {
        return deflate(raw, Deflater.NO_FLUSH);
    }

    /** {@code mebibytes} of zeros: each MiB is deflated alone and flushed to a byte boundary, so that one block serves for all. */
    static Content zeros(int mebibytes) {
        Bytes block = deflate(new byte[MEBIBYTE], Deflater.SYNC_FLUSH);
        var end = new Bytes(new byte[] {3, 0});
        return Joined.of(new Repeated(block, block.size() * mebibytes), end);
    }

    private static Bytes deflate(byte[] raw, int flush) {
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(raw);
            if (flush == Deflater.NO_FLUSH) {
                deflater.finish();
            }
            var out = new ByteArrayOutputStream(raw.length / 2 + 64);
            var buffer = new byte[Content.PIECE];
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, flush);
                out.write(buffer, 0, count);
            } while (count > 0);
            return new Bytes(out.toByteArray());
        } finally {
            deflater.end();
        }
    }
}
