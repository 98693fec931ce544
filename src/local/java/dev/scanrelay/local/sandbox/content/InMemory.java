package dev.scanrelay.local.sandbox.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

final class InMemory {

    private InMemory() {}

    static Bytes copy(Content content) {
        var copy = new ByteArrayOutputStream(Math.toIntExact(content.size()));
        try {
            content.write(0, content.size(), copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Bytes(copy.toByteArray());
    }
}
