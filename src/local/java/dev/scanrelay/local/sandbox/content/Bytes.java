package dev.scanrelay.local.sandbox.content;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Content held in memory; its maker does not change the array any more. */
public final class Bytes implements Content {

    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    public Bytes(byte[] array) {
        this.array = array;
    }

    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] array() {
        return array;
    }

    @Override
    public long size() {
        return array.length;
    }

    @Override
    public void write(long from, long length, OutputStream to) throws IOException {
        int end = Math.toIntExact(from + length);
        for (int at = Math.toIntExact(from); at < end; at += PIECE) {
            to.write(array, at, Math.min(PIECE, end - at));
        }
    }
}
