package dev.scanrelay.erase;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.secret.BlindIndex;
import jakarta.inject.Singleton;
import java.util.List;

/** What a tombstone has of a patient: a keyed digest of Align's id, in any case of its letters. Without the keyset it tells nothing. */
@Singleton
final class PatientKey {

    private static final String FIELD = "erased-patient";

    private final BlindIndex index;

    PatientKey(BlindIndex index) {
        this.index = index;
    }

    byte[] of(PartnerId partner, AccountId account, String patientId) {
        return index.of(FIELD, scope(partner, account), patientId);
    }

    /** One for each key in use. */
    List<byte[]> candidates(PartnerId partner, AccountId account, String patientId) {
        return index.candidates(FIELD, scope(partner, account), patientId);
    }

    private static String scope(PartnerId partner, AccountId account) {
        return partner + "/" + account;
    }
}
