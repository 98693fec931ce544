package dev.scanrelay.transfer;

import dev.scanrelay.content.ContentDigest;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * The artifact's bytes on their way: read from the source straight into the part buffer, digested there, and sent from there.
 * Whoever unpacks looks at them in between.
 */
final class IncomingBytes {

    private final InputStream source;
    private final PartUpload whole;
    private final TransferScope scope;
    private final ContentDigest digest;
    private final Progress progress;
    private final CRC32C crc = new CRC32C();
    private byte[] chunk = new byte[0];
    private int start;
    private int end;

    IncomingBytes(InputStream source, PartUpload whole, TransferScope scope, ContentDigest digest, Progress progress) {
        this.source = source;
        this.whole = whole;
        this.scope = scope;
        this.digest = digest;
        this.progress = progress;
    }

    /** Brings the next bytes in; false at the end. */
    boolean pull() throws IOException, InterruptedException {
        scope.check();
        chunk = whole.buffer();
        start = whole.filled();
        end = start;
        int count = source.read(chunk, start, chunk.length - start);
        if (count < 0) {
            return false;
        }
        end = start + count;
        digest.update(chunk, start, count);
        crc.update(chunk, start, count);
        whole.advance(count);
        progress.moved(count);
        return true;
    }

    void drain() throws IOException, InterruptedException {
        while (pull()) {
            // pull has done everything
        }
    }

    /** The bytes of the last pull lie in this array, from {@link #start()} to {@link #end()}. */
    byte[] chunk() {
        return chunk;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    long size() {
        return whole.size();
    }

    ContentDigest.Result digests() {
        return digest.finish();
    }

    String crc32c() {
        return String.format("%08x", crc.getValue());
    }
}
