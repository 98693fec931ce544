package dev.scanrelay.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** The incoming bytes as the unpacker reads them; keeps the end of what it has read, where the central directory begins. */
final class ZipBytes extends InputStream {

    private static final int MAGIC = 4;
    private static final int REMEMBERED = 8 << 10; // the JDK's unpacker reads at most 512 + 30 bytes ahead
    private static final int LARGEST_DIRECTORY = 2 << 20;

    private final IncomingBytes incoming;
    private final byte[] ring = new byte[REMEMBERED];
    private long consumed;
    private int next;

    ZipBytes(IncomingBytes incoming) {
        this.incoming = incoming;
    }

    /** Whether it begins as a zip does. To be asked before anything is read. */
    boolean beginsAsZip() throws IOException, InterruptedException {
        while (incoming.size() < MAGIC) {
            if (!incoming.pull()) {
                return false;
            }
        }
        byte[] bytes = incoming.chunk(); // all of them lie in the first buffer
        next = 0;
        boolean entry = bytes[2] == 3 && bytes[3] == 4;
        boolean empty = bytes[2] == 5 && bytes[3] == 6;
        return bytes[0] == 'P' && bytes[1] == 'K' && (entry || empty);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (next == incoming.end()) {
            if (!pulled()) {
                return -1;
            }
            next = incoming.start();
        }
        int count = Math.min(length, incoming.end() - next);
        System.arraycopy(incoming.chunk(), next, into, offset, count);
        remember(into, offset, count);
        next += count;
        return count;
    }

    private boolean pulled() throws IOException {
        try {
            return incoming.pull();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private void remember(byte[] bytes, int offset, int count) {
        for (int done = Math.max(0, count - REMEMBERED); done < count; ) {
            int at = (int) ((consumed + done) % REMEMBERED);
            int run = Math.min(count - done, REMEMBERED - at);
            System.arraycopy(bytes, offset + done, ring, at, run);
            done += run;
        }
        consumed += count;
    }

    /** Reads to the end and returns the bytes from a little before the central directory on. */
    Tail drain() throws IOException, ZipRefused {
        int remembered = (int) Math.min(consumed, REMEMBERED);
        long begin = consumed - remembered;
        ByteArrayOutputStream tail = new ByteArrayOutputStream(2 * REMEMBERED);
        for (long at = begin; at < begin + remembered; at++) {
            tail.write(ring[(int) (at % REMEMBERED)]);
        }
        byte[] some = new byte[REMEMBERED];
        for (int count = read(some); count >= 0; count = read(some)) {
            tail.write(some, 0, count);
            if (tail.size() > LARGEST_DIRECTORY) {
                throw new ZipRefused("directory-too-large");
            }
        }
        return new Tail(begin, tail.toByteArray());
    }

    /** The end of a file: its bytes from an offset on. */
    record Tail(long offset, byte[] bytes) {}
}
