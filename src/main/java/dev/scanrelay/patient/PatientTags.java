package dev.scanrelay.patient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.secret.SealBroken;
import dev.scanrelay.secret.Vault;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ETags of patients. Align has no read of one patient and no version, so a tag is the patient's names and chart number as they were
 * read, sealed for this partner and account: enough to ask Align whether they still are so, and nothing is kept here.
 */
@Singleton
final class PatientTags {

    private static final Pattern TAG = Pattern.compile("\"?([A-Za-z0-9_-]{1,6000})\"?");

    private final Vault vault;
    private final ObjectMapper json;

    PatientTags(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    /** With its quotes, as it goes into {@code If-Match}. */
    String tag(PartnerId partner, AccountId account, PatientState state) {
        byte[] sealed = vault.seal(written(state), context(partner, account));
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed) + '"';
    }

    /** Empty if it is no tag of ours, or one of another account. */
    Optional<PatientState> open(PartnerId partner, AccountId account, String tag) {
        Matcher ours = TAG.matcher(tag.strip());
        if (!ours.matches()) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(ours.group(1));
            return Optional.of(read(vault.open(sealed, context(partner, account))));
        } catch (IllegalArgumentException | SealBroken foreign) {
            return Optional.empty();
        }
    }

    private static String context(PartnerId partner, AccountId account) {
        return "patient-tag:" + partner.value() + ":" + account.value();
    }

    private String written(PatientState state) {
        try {
            return json.writeValueAsString(state);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a patient's state is always writable", impossible);
        }
    }

    private PatientState read(String written) {
        try {
            return json.readValue(written, PatientState.class);
        } catch (JsonProcessingException otherForm) {
            throw new IllegalArgumentException("sealed by another version");
        }
    }
}
