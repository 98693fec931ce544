package dev.scanrelay.itero;

import dev.scanrelay.id.AccountId;
import java.util.Optional;

/** Whom to look for. Align compares exactly but for case, and a field left out with nothing: permutations are the caller's task. */
public record PatientSearch(
        AccountId account, Optional<String> firstName, Optional<String> lastName, Optional<String> chartNumber) {

    @Override
    public String toString() {
        return "PatientSearch[" + account + ", redacted]";
    }
}
