package dev.scanrelay.patient;

import dev.scanrelay.itero.IteroPatient;
import java.util.List;

/** What became of a change of a patient. */
sealed interface Updated {

    /** The patient is as was wanted, by this call or by one before. */
    record Done(IteroPatient patient) implements Updated {}

    /** It is not as it was read any more, or not there. Nothing was done. */
    record Changed() implements Updated {}

    /** Nobody has that id or chart number. */
    record Unknown() implements Updated {}

    /** Several have that chart number. Nothing was done. */
    record Shared(List<String> patientIds) implements Updated {}

    /** Another patient has the new chart number. Nothing was done. */
    record ChartInUse() implements Updated {}

    /** Align was told, and did not say whether it did it. */
    record Open() implements Updated {}
}
