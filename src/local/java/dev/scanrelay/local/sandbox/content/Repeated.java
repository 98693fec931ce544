package dev.scanrelay.local.sandbox.content;

import java.io.IOException;
import java.io.OutputStream;

/** One tile over and over, up to any size: how gigabytes come from megabytes. */
public record Repeated(Bytes tile, long size) implements Content {

    public Repeated {
        if (tile.size() == 0 && size > 0) {
            throw new IllegalArgumentException("nothing to repeat");
        }
    }

    @Override
    public void write(long from, long length, OutputStream to) throws IOException {
        long at = from;
        long end = from + length;
        while (at < end) {
            long inTile = at % tile.size();
            long count = Math.min(tile.size() - inTile, end - at);
            tile.write(inTile, count, to);
            at += count;
        }
    }

    @Override
    public long crc32() {
        long whole = tile.size() == 0 ? 0 : size / tile.size();
        long tileCrc = whole == 0 ? 0 : tile.crc32();
        long crc = 0;
        for (long i = 0; i < whole; i++) {
            crc = Crcs.combine(crc, tileCrc, tile.size());
        }
        int rest = Math.toIntExact(size - whole * tile.size());
        var tail = new Bytes(java.util.Arrays.copyOf(tile.array(), rest));
        return Crcs.combine(crc, tail.crc32(), rest);
    }
}
