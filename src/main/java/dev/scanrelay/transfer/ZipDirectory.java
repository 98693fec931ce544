package dev.scanrelay.transfer;

import dev.scanrelay.transfer.ZipBytes.Tail;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the central directory at a zip's end (PKWARE APPNOTE 4.3.12 to 4.3.16), zip64 included. It is what other programs go
 * by, so it has to say the same as the entries that were unpacked.
 */
final class ZipDirectory {

    /** One entry as the directory, or the unpacker, knows it. */
    record Item(String name, long size, long crc) {}

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_LENGTH = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_LENGTH = 56;
    private static final int HEADER = 0x02014b50;
    private static final int HEADER_LENGTH = 46;
    private static final int EXTRA64 = 0x0001;
    private static final long IN_EXTRA = 0xFFFFFFFFL;
    private static final int UTF8 = 1 << 11;

    private final ByteBuffer bytes;
    private final long offset;

    private ZipDirectory(Tail tail) {
        this.bytes = ByteBuffer.wrap(tail.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        this.offset = tail.offset();
    }

    /** Empty if the file does not end in a directory. */
    static Optional<List<Item>> read(Tail tail) throws ZipRefused {
        ZipDirectory directory = new ZipDirectory(tail);
        int end = directory.findEnd();
        if (end < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(directory.items(directory.extent(end)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException outside) {
            throw new ZipRefused("directory-unreadable");
        }
    }

    private int findEnd() {
        int last = bytes.limit() - END_LENGTH;
        for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (bytes.getInt(at) == END && at + END_LENGTH + unsigned16(at + 20) == bytes.limit()) {
                return at;
            }
        }
        return -1;
    }

    private Extent extent(int end) {
        int locator = end - LOCATOR64_LENGTH;
        if (locator >= 0 && bytes.getInt(locator) == LOCATOR64) {
            int end64 = position(bytes.getLong(locator + 8));
            if (bytes.getInt(end64) != END64 || end64 + END64_LENGTH > locator) {
                throw new IllegalArgumentException("no zip64 end");
            }
            return new Extent(
                    bytes.getLong(end64 + 32), bytes.getLong(end64 + 40), position(bytes.getLong(end64 + 48)));
        }
        return new Extent(unsigned16(end + 10), unsigned32(end + 12), position(unsigned32(end + 16)));
    }

    private List<Item> items(Extent extent) {
        List<Item> items = new ArrayList<>();
        int at = extent.start;
        while (at < extent.start + extent.length) {
            if (bytes.getInt(at) != HEADER) {
                throw new IllegalArgumentException("no header");
            }
            items.add(item(at));
            at += HEADER_LENGTH + unsigned16(at + 28) + unsigned16(at + 30) + unsigned16(at + 32);
        }
        if (items.size() != extent.count || at != extent.start + extent.length) {
            throw new IllegalArgumentException("miscounted");
        }
        return items;
    }

    private Item item(int at) {
        byte[] name = new byte[unsigned16(at + 28)];
        bytes.get(at + HEADER_LENGTH, name);
        boolean utf8 = (unsigned16(at + 8) & UTF8) != 0;
        String spelled = new String(name, utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        long size = unsigned32(at + 24);
        return new Item(
                ZipNames.decoded(spelled), size == IN_EXTRA ? size64(at, name.length) : size, unsigned32(at + 16));
    }

    private long size64(int at, int nameLength) {
        int extra = at + HEADER_LENGTH + nameLength;
        int end = extra + unsigned16(at + 30);
        while (extra + 4 <= end) {
            if (unsigned16(extra) == EXTRA64) {
                return bytes.getLong(extra + 4); // the unpacked size comes first
            }
            extra += 4 + unsigned16(extra + 2);
        }
        return IN_EXTRA;
    }

    private int position(long inFile) {
        return Math.toIntExact(Math.max(Math.subtractExact(inFile, offset), -1));
    }

    private int unsigned16(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private long unsigned32(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    private record Extent(long count, long length, int start) {}
}
