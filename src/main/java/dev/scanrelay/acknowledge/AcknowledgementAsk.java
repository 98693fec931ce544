package dev.scanrelay.acknowledge;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a practice software says of a revision. */
@Schema(name = "AcknowledgementAsk")
record AcknowledgementAsk(
        @Schema(
                description =
                        "imported: it is in the patient's chart. unmatched: it was taken and belongs to no patient yet."
                                + " rejected: it was not taken.",
                examples = "imported")
        @NotNull @Pattern(regexp = "imported|unmatched|rejected", message = "must be imported, unmatched or rejected") String outcome,

        @Schema(
                description = "For people: why it is unmatched or rejected. It is kept sealed, as a name is.",
                examples = "Two charts have this birth date.")
        @Size(max = 500) @Pattern(regexp = "[^\\p{Cc}]*", message = "holds a control character") @Nullable String reason,

        @Schema(
                description = "Your own reference of what it became: letters, digits and . _ : / - only. It is shown to"
                        + " every reader of the order, so it must name nobody.",
                examples = "doc-88123")
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}",
                message = "must be 1 to 128 letters, digits and . _ : / -, beginning with a letter or digit")
        @Nullable String document) {

    Acknowledgement acknowledgement() {
        return new Acknowledgement(
                Outcome.of(outcome).orElseThrow(),
                Optional.ofNullable(reason).map(String::strip).filter(text -> !text.isEmpty()),
                Optional.ofNullable(document));
    }

    @Override
    public String toString() {
        return "AcknowledgementAsk"; // a reason may hold a name
    }
}
