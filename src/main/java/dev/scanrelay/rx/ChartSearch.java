package dev.scanrelay.rx;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A search for what must not stand in a URL. It does not print what is searched for. */
@Schema(name = "ScanRequestSearch", description = "A search for what must not stand in a URL.")
record ChartSearch(
        @Schema(
                required = true,
                description = "As you sent it, without regard to case and surrounding blanks.",
                examples = "CH-4711")
        Optional<String> chartNumber,

        @Schema(examples = "50") Optional<Integer> limit,
        Optional<String> cursor) {

    @Override
    public String toString() {
        return "ChartSearch[redacted]";
    }
}
