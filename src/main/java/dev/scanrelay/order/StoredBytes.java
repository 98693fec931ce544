package dev.scanrelay.order;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Bytes from the store on their way out; closed by whoever drops the answer before it is written. */
record StoredBytes(InputStream content) implements StreamingOutput, Closeable {

    @Override
    public void write(OutputStream output) throws IOException {
        try (content) {
            content.transferTo(output);
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
