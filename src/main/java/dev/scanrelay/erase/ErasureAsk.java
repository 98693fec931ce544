package dev.scanrelay.erase;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.problem.Problems;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What to erase. */
@Schema(name = "ErasureAsk", description = "What to erase: either a patient or one order.")
record ErasureAsk(
        @Schema(
                description = "Align's id of the patient: all of his orders, known or scanned up to now.",
                examples = "7c6f1d52-8f5e-4c1f-a0de-2b8a4c1f9e01")
        Optional<String> patientId,

        @Schema(
                description = "Our id of one order, which is erased alone.",
                examples = "5b3c6a52-2f0e-4f0a-9a39-3a8f0f6f6f10")
        Optional<String> orderId) {

    private static final Pattern PATIENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** What is silently ignored would erase something else than was asked for. */
    @JsonAnySetter
    @SuppressWarnings("DoNotCallSuggester") // Jackson calls it
    void refuse(String name, @Nullable Object value) {
        throw new IllegalArgumentException("a field that is not known here");
    }

    Target target(PartnerId partner, AccountId account) {
        if (patientId.isPresent() == orderId.isPresent()) {
            throw Problems.invalid("Either patientId or orderId is needed, and not both.");
        }
        return patientId
                .<Target>map(id -> new Target.OfPatient(partner, account, patient(id)))
                .orElseGet(() -> new Target.OfOrder(partner, account, order(orderId.orElseThrow())));
    }

    static String patient(String written) {
        if (!PATIENT.matcher(written).matches()) {
            throw Problems.invalid("patientId has to be Align's id of a patient: 1 to 64 letters, digits, - or _.");
        }
        return written;
    }

    static UUID order(String written) {
        try {
            return UUID.fromString(written);
        } catch (IllegalArgumentException wrongForm) {
            throw Problems.invalid("orderId has to be our id of an order, a UUID.");
        }
    }

    @Override
    public String toString() {
        return "ErasureAsk";
    }
}
