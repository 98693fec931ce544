package dev.scanrelay.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The index values that the service under test would store, for rows that a bench makes without it. */
public final class ChartIndex {

    private final BlindIndex index;

    public ChartIndex(Path keyset) throws IOException {
        try {
            this.index = new BlindIndex(new Keyring(Keysets.parse(Files.readString(keyset))));
        } catch (MalformedKeyset malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    public byte[] of(String partner, String chartNumber) {
        return index.of("chart-number", partner, chartNumber);
    }
}
