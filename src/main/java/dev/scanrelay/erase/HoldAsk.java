package dev.scanrelay.erase;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What must not be erased, and why. */
@Schema(name = "HoldAsk", description = "What must not be erased: either a patient's orders or one order.")
record HoldAsk(
        @Schema(description = "Align's id of the patient.", examples = "7c6f1d52-8f5e-4c1f-a0de-2b8a4c1f9e01")
        Optional<String> patientId,

        @Schema(description = "Our id of one order.", examples = "5b3c6a52-2f0e-4f0a-9a39-3a8f0f6f6f10")
        Optional<String> orderId,

        @Schema(description = "litigation, authority, complaint, insurance or other.", examples = "litigation")
        @NotNull @Pattern(
                regexp = "litigation|authority|complaint|insurance|other",
                message = "must be litigation, authority, complaint, insurance or other")
        String reason,

        @Schema(
                description = "The file number of whoever asked for it. It is kept sealed, as a name is.",
                examples = "4 O 211/26")
        @Size(max = 200) @Pattern(regexp = "[^\\p{Cc}]*", message = "holds a control character") @Nullable String reference) {

    /** What is silently ignored would hold something else than was meant. */
    @JsonAnySetter
    @SuppressWarnings("DoNotCallSuggester") // Jackson calls it
    void refuse(String name, @Nullable Object value) {
        throw new IllegalArgumentException("a field that is not known here");
    }

    Target target(PartnerId partner, AccountId account) {
        return new ErasureAsk(patientId, orderId).target(partner, account);
    }

    HoldReason why() {
        return HoldReason.of(reason).orElseThrow();
    }

    Optional<String> file() {
        return Optional.ofNullable(reference).map(String::strip).filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return "HoldAsk";
    }
}
