package dev.scanrelay.order;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Bytes from the store on their way out, with what was opened for them: closed when they are written, or by whoever drops the
 * answer before.
 */
record StoredBytes(Closeable opened, StreamingOutput writing) implements StreamingOutput, Closeable {

    static StoredBytes of(InputStream content) {
        return new StoredBytes(content, content::transferTo);
    }

    @Override
    public void write(OutputStream output) throws IOException {
        try (opened) {
            writing.write(output);
        }
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }
}
