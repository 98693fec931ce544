package dev.scanrelay.local.sandbox.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A zip whose length is known before its first byte is made, because every entry's size and CRC stand in its local header. Zip64
 * where sizes or offsets need it (APPNOTE 4.3.9, 4.5.3).
 */
public final class Zip {

    private static final long MAX_32 = 0xFFFFFFFFL;
    private static final int UTF8_NAMES = 1 << 11;
    private static final int VERSION = 45;
    /** 1 January 2024 in DOS form: a constant, so that equal contents make equal bytes. */
    private static final int DOS_DATE = (2024 - 1980) << 9 | 1 << 5 | 1;

    private final List<Content> file = new ArrayList<>();
    private final List<Content> directory = new ArrayList<>();
    private long offset;

    private Zip() {}

    public static Content of(List<ZipPart> parts) {
        var zip = new Zip();
        parts.forEach(zip::add);
        return zip.finish(parts.size());
    }

    private void add(ZipPart part) {
        var local = local(part);
        directory.add(central(part, offset));
        file.add(local);
        file.add(part.data());
        offset += local.size() + part.data().size();
    }

    private Content finish(int count) {
        long directorySize = directory.stream().mapToLong(Content::size).sum();
        file.addAll(directory);
        file.add(end(count, directorySize));
        return Joined.of(file);
    }

    private static Bytes local(ZipPart part) {
        var name = part.name().getBytes(StandardCharsets.UTF_8);
        boolean large = isLarge(part);
        var bytes = new byte[30 + name.length + (large ? 20 : 0)];
        var header = littleEndian(bytes);
        header.putInt(0x04034b50).putShort((short) VERSION);
        common(header, part, name, large, large ? 20 : 0);
        header.put(name);
        if (large) {
            header.putShort((short) 1).putShort((short) 16);
            header.putLong(part.size()).putLong(part.data().size());
        }
        return new Bytes(bytes);
    }

    private static Bytes central(ZipPart part, long offset) {
        var name = part.name().getBytes(StandardCharsets.UTF_8);
        boolean large = isLarge(part);
        boolean far = offset >= MAX_32;
        int extra = large || far ? 4 + (large ? 16 : 0) + (far ? 8 : 0) : 0;
        var bytes = new byte[46 + name.length + extra];
        var header = littleEndian(bytes);
        header.putInt(0x02014b50).putShort((short) VERSION).putShort((short) VERSION);
        common(header, part, name, large, extra);
        header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        header.putInt((int) Math.min(offset, MAX_32)).put(name);
        if (extra > 0) {
            header.putShort((short) 1).putShort((short) (extra - 4));
        }
        if (large) {
            header.putLong(part.size()).putLong(part.data().size());
        }
        if (far) {
            header.putLong(offset);
        }
        return new Bytes(bytes);
    }

    private static void common(ByteBuffer header, ZipPart part, byte[] name, boolean large, int extra) {
        header.putShort((short) UTF8_NAMES).putShort((short) part.method());
        header.putShort((short) 0).putShort((short) DOS_DATE).putInt((int) part.crc());
        header.putInt((int) (large ? MAX_32 : part.data().size()));
        header.putInt((int) (large ? MAX_32 : part.size()));
        header.putShort((short) name.length).putShort((short) extra);
    }

    private Bytes end(int count, long directorySize) {
        boolean large = offset + directorySize >= MAX_32;
        var bytes = new byte[large ? 56 + 20 + 22 : 22];
        var end = littleEndian(bytes);
        if (large) {
            end.putInt(0x06064b50).putLong(44).putShort((short) VERSION).putShort((short) VERSION);
            end.putInt(0)
                    .putInt(0)
                    .putLong(count)
                    .putLong(count)
                    .putLong(directorySize)
                    .putLong(offset);
            end.putInt(0x07064b50).putInt(0).putLong(offset + directorySize).putInt(1);
        }
        end.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
        end.putShort((short) count).putShort((short) count);
        end.putInt((int) Math.min(directorySize, MAX_32))
                .putInt((int) (large ? MAX_32 : offset))
                .putShort((short) 0);
        return new Bytes(bytes);
    }

    private static boolean isLarge(ZipPart part) {
        return part.size() >= MAX_32 || part.data().size() >= MAX_32;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
