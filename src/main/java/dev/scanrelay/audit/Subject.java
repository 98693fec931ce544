package dev.scanrelay.audit;

import java.util.Comparator;

/**
 * What a call is about.
 *
 * @param id an id of ours or of Align's, never a name
 */
record Subject(Kind kind, String id) implements Comparable<Subject> {

    private static final int LONGEST = 128;

    enum Kind {
        ACCOUNT("account"),
        /** Where an account belongs: anything may be written there. Recorded as account by name if it is one of the partner's. */
        ASKED("asked"),
        ORDER("order"),
        PATIENT("patient"),
        KEY("key");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }

    /** Fit for a column and its index, whatever Align calls an id. */
    static Subject of(Kind kind, String id) {
        String printable = id.codePoints()
                .filter(Character::isDefined)
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new Subject(kind, printable);
    }

    @Override
    public int compareTo(Subject other) {
        return Comparator.comparing(Subject::kind).thenComparing(Subject::id).compare(this, other);
    }
}
