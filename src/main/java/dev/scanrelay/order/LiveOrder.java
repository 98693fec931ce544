package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.RxId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An order as the vendor has it now, with the files it offers. */
public record LiveOrder(RxId rxId, VendorFacts facts, List<Offered> files) {

    public LiveOrder {
        files = List.copyOf(files);
    }

    /** A file that the vendor offers. Its name there may hold a patient's, so it has none here. */
    @Schema(name = "OfferedFile", description = "A file that the vendor offers of an order.")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Offered(
            @Schema(description = "The vendor's word, untouched.", examples = "IDE")
            String type,

            @Schema(examples = "application/zip") Optional<String> mediaType,

            @Schema(
                    description = "As promised. An archive is built anew for each download, so take it for a hint.",
                    examples = "1180466")
            Optional<Long> sizeBytes) {}
}
