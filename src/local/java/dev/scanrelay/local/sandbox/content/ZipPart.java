package dev.scanrelay.local.sandbox.content;

/**
 * One entry of a zip, ready to be written: {@code data} is what stands in the file ({@code method} 0 stored, 8 deflated), {@code size}
 * and {@code crc} are those of the content that it unpacks to.
 */
public record ZipPart(String name, int method, Content data, long size, long crc) {

    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    public static ZipPart stored(String name, Content content) {
        return new ZipPart(name, STORED, content, content.size(), content.crc32());
    }

    public static ZipPart deflated(String name, Bytes content) {
        return new ZipPart(name, DEFLATED, Deflated.of(content.array()), content.size(), content.crc32());
    }

    /** An entry of zeros that is a thousand times as large as its data. */
    public static ZipPart bomb(String name, int mebibytes) {
        var zeros = new Repeated(new Bytes(new byte[1024 * 1024]), mebibytes * 1024L * 1024L);
        return new ZipPart(name, DEFLATED, Deflated.zeros(mebibytes), zeros.size(), zeros.crc32());
    }

    public boolean isDeflated() {
        return method == DEFLATED;
    }

    public ZipPart withWrongCrc() {
        return new ZipPart(name, method, data, size, crc ^ 0xFF);
    }
}
