package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who was scanned. It prints nothing but the vendor's id. */
@Schema(
        description =
                "Who was scanned, in the vendor's copy. Without the scope patients:read only the vendor's id is told.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PatientView(
        Optional<String> id, Optional<String> firstName, Optional<String> lastName, Optional<String> chartNumber) {

    static PatientView full(Patient patient) {
        return new PatientView(patient.id(), patient.firstName(), patient.lastName(), patient.chartNumber());
    }

    static PatientView idOnly(Optional<String> id) {
        return new PatientView(id, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        return "PatientView[" + id.orElse("?") + "]";
    }
}
