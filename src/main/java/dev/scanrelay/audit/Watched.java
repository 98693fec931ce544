package dev.scanrelay.audit;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** A streamed answer that says if it was not written to its end. */
record Watched(StreamingOutput content, Runnable brokeOff) implements StreamingOutput, Closeable {

    @Override
    public void write(OutputStream output) throws IOException {
        boolean whole = false;
        try {
            content.write(output);
            whole = true;
        } finally {
            if (!whole) {
                brokeOff.run();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (content instanceof Closeable opened) {
            opened.close();
        }
    }
}
