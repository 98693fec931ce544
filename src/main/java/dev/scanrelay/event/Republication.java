package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Announced events of orders that are sent once more, into a topic that somebody named.
 *
 * @param account empty: all of the partner's
 * @param from of the announcement, inclusive
 * @param to exclusive; empty: up to when it was asked for
 * @param sent events so far
 * @param left announced events, of whatever partner and kind, that are still to be looked through
 * @param failure why it ended, in constant words
 */
public record Republication(
        UUID id,
        PartnerId partner,
        Optional<AccountId> account,
        String topic,
        Instant from,
        Optional<Instant> to,
        State state,
        long sent,
        long left,
        Optional<String> failure,
        String askedBy,
        Instant askedAt,
        Optional<Instant> endedAt) {

    /** How far it is. */
    public enum State {
        RUNNING("running"),
        DONE("done"),
        STOPPED("stopped"),
        FAILED("failed");

        private final String wire;

        State(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        static State of(String wire) {
            for (State state : values()) {
                if (state.wire.equals(wire)) {
                    return state;
                }
            }
            throw new IllegalStateException("no such state of a republication");
        }
    }

    /**
     * What somebody asks for.
     *
     * @param by who, as an id
     */
    public record Ask(
            PartnerId partner,
            Optional<AccountId> account,
            String topic,
            Instant from,
            Optional<Instant> to,
            String by) {}
}
