package dev.scanrelay.practice;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A practice, and how old what is said of it is. */
@Schema(description = "A clinic, what a scan request there may choose from, and how old that is.")
record PracticeView(
        @Schema(description = "The clinic's account number at Align.", examples = "104233")
        String account,

        @JsonUnwrapped Practice practice,

        @Schema(description = "When Align told it.") Instant asOf,

        @Schema(description = "Whether it is older than it should be, because Align can't be asked now.")
        boolean stale) {

    static PracticeView of(String account, KnownPractice known) {
        return new PracticeView(account, known.practice(), known.asOf(), known.stale());
    }
}
