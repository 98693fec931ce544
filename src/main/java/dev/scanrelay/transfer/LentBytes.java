package dev.scanrelay.transfer;

import io.minio.ByteBuffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * A pooled array as the SDK's own kind of body, which it sends slice by slice. Handed over as a plain {@code byte[]} the array
 * would be copied whole into the HTTP client's buffer first: as much memory again for every part under way.
 */
final class LentBytes extends ByteBuffer {

    private final byte[] bytes;
    private final int length;

    LentBytes(byte[] bytes, int length) {
        super(length);
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream inputStream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }
}
