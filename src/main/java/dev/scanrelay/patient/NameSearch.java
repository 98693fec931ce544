package dev.scanrelay.patient;

import java.util.Locale;
import java.util.Optional;

/** One spelling of a name to ask Align for; at least one of the two is there. */
record NameSearch(Optional<String> firstName, Optional<String> lastName) {

    /** Equal for those that Align does not tell apart. */
    NameSearch key() {
        return new NameSearch(firstName.map(NameSearch::lower), lastName.map(NameSearch::lower));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "NameSearch[redacted]";
    }
}
