package dev.scanrelay.itero;

import java.time.Duration;

/**
 * Decides whether a call for an account may leave for Align now, and hears how it ended. What is asked outside of a pairing, tokens and
 * links to storage do not pass it.
 */
public interface Gate {

    /** Lets everything pass. */
    Gate OPEN = new Gate() {
        @Override
        public Entry enter(Caller caller) {
            return new Entry.Admitted(false);
        }

        @Override
        public void answered(Caller caller, Entry.Admitted entry) {
            // nobody counts
        }

        @Override
        public boolean failed(Caller caller, Entry.Admitted entry, IteroException failure) {
            return false;
        }
    };

    /** May wait for a moment. */
    Entry enter(Caller caller);

    /** Align gave what was asked. */
    void answered(Caller caller, Entry.Admitted entry);

    /**
     * It did not.
     *
     * @return whether the region counts as out now
     */
    boolean failed(Caller caller, Entry.Admitted entry, IteroException failure);

    /** What the gate says. */
    sealed interface Entry {

        /**
         * The call may leave.
         *
         * @param probe the one call by which a region that is out is tried
         */
        record Admitted(boolean probe) implements Entry {}

        /**
         * It may not.
         *
         * @param pause until it may be worth another try
         */
        record Refused(Reason reason, Duration pause) implements Entry {}
    }

    /** Why a call is refused. */
    enum Reason {
        /** The region is out, and nobody asks it. */
        REGION_OUT(IteroException.Kind.TRANSIENT, IteroException.REGION_OUT),
        /** Align asked that the account be left alone. */
        PAUSED(IteroException.Kind.RATE_LIMITED, IteroException.PAUSED),
        /** Our own limit. */
        OWN_LIMIT(IteroException.Kind.RATE_LIMITED, IteroException.OWN_LIMIT);

        private final IteroException.Kind kind;
        private final String code;

        Reason(IteroException.Kind kind, String code) {
            this.kind = kind;
            this.code = code;
        }

        IteroException failure(Endpoint endpoint, Duration wait) {
            return IteroException.withheld(endpoint, kind, code, wait);
        }
    }
}
