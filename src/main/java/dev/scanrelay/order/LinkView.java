package dev.scanrelay.order;

import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A link to one artifact. It does not print itself. */
@Schema(description = "A link that reads one artifact from the store, without a key, for a short time.")
record LinkView(
        @Schema(description = "Whoever has it has the file: treat it as a secret.")
        URI url,

        Instant expiresAt) {

    @Override
    public String toString() {
        return "LinkView[until " + expiresAt + "]";
    }
}
