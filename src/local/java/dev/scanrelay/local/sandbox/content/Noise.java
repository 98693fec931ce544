package dev.scanrelay.local.sandbox.content;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Random;

/** Bytes that do not compress, at the speed of a copy: a shared random tile whose pieces are stamped with seed and number. */
public record Noise(long seed, long size) implements Content {

    private static final int PIECES = 16;
    private static final byte[] TILE = tile();

    @Override
    public void write(long from, long length, OutputStream to) throws IOException {
        var piece = new byte[PIECE];
        long at = from;
        long end = from + length;
        while (at < end) {
            long number = at / PIECE;
            int inPiece = (int) (at % PIECE);
            int count = (int) Math.min(PIECE - inPiece, end - at);
            fill(piece, number);
            to.write(piece, inPiece, count);
            at += count;
        }
    }

    private void fill(byte[] piece, long number) {
        System.arraycopy(TILE, (int) (number % PIECES) * PIECE, piece, 0, PIECE);
        ByteBuffer.wrap(piece).putLong(Seed.of(seed, number));
    }

    private static byte[] tile() {
        var tile = new byte[PIECES * PIECE];
        new Random(0x5CA17L).nextBytes(tile);
        return tile;
    }
}
