package dev.scanrelay.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.RxId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an import found and asked for. */
@Schema(description = "What an import found and asked for. Asking again changes nothing.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ImportAnswer(
        List<Imported> orders,

        @Schema(description = "How many of them are fetched now that were not before.", examples = "1")
        int requested,

        @Schema(description = "How many entries of Align's list could not be read; they are left out.", examples = "0")
        int unreadable,

        @Schema(description = "Whether the period holds more: ask again with next as cursor.")
        boolean more,

        @Schema(description = "The cursor of the rest of the period.")
        Optional<String> next) {

    /** One order. */
    @Schema(name = "ImportedOrder", description = "One order of an import.")
    record Imported(
            @Schema(description = "Our id of the order.") UUID id,
            RxId rxId,

            @Schema(description = "Whether we knew it before.")
            boolean known,

            @Schema(
                    description =
                            "Whether it is fetched now because of this call: if it was not known, was given up or withdrawn.")
            boolean requested) {}

    static ImportAnswer of(List<Imported> orders, int unreadable, Optional<String> next) {
        int requested =
                Math.toIntExact(orders.stream().filter(Imported::requested).count());
        return new ImportAnswer(orders, requested, unreadable, next.isPresent(), next);
    }
}
