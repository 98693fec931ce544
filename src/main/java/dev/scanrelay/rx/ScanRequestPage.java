package dev.scanrelay.rx;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of scan requests. */
@Schema(description = "One page of scan requests, newest first.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ScanRequestPage(
        List<ScanRequestView> scanRequests,

        @Schema(description = "Whether there is more behind this page.")
        boolean more,

        @Schema(description = "The cursor of what comes behind this page, with the same filters.")
        Optional<String> next) {}
