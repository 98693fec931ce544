package dev.scanrelay.erase;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.util.UUID;

/** What is to be erased. */
sealed interface Target {

    PartnerId partner();

    AccountId account();

    /**
     * All of a patient.
     *
     * @param patientId Align's
     */
    record OfPatient(PartnerId partner, AccountId account, String patientId) implements Target {

        @Override
        public String toString() {
            return "OfPatient[" + account + "]";
        }
    }

    /** One order. */
    record OfOrder(PartnerId partner, AccountId account, UUID order) implements Target {}
}
