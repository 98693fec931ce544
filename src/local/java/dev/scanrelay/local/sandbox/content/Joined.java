package dev.scanrelay.local.sandbox.content;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Contents one after the other. */
public record Joined(List<Content> parts, long size) implements Content {

    public static Joined of(List<? extends Content> parts) {
        return new Joined(
                List.copyOf(parts), parts.stream().mapToLong(Content::size).sum());
    }

    public static Joined of(Content... parts) {
        return of(List.of(parts));
    }

    @Override
    public void write(long from, long length, OutputStream to) throws IOException {
        long end = from + length;
        long start = 0;
        for (Content part : parts) {
            long first = Math.max(from, start);
            long last = Math.min(end, start + part.size());
            if (first < last) {
                part.write(first - start, last - first, to);
            }
            start += part.size();
        }
    }

    @Override
    public long crc32() {
        long crc = 0;
        for (Content part : parts) {
            crc = Crcs.combine(crc, part.crc32(), part.size());
        }
        return crc;
    }
}
