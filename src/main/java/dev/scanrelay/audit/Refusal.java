package dev.scanrelay.audit;

import java.util.Optional;

/**
 * A call turned away at the door.
 *
 * @param actor as far as it was proved; the partner may be known of a nobody, from the key that was tried
 * @param key the public part of the key that was tried, if there is such a key
 * @param status of the answer
 */
public record Refusal(Actor actor, Optional<String> key, int status) {

    /** Of nobody who is known. */
    public static Refusal anybodys(int status) {
        return new Refusal(Actor.NOBODY, Optional.empty(), status);
    }

    /** One among many callers of the partner's who are not told apart. */
    Refusal amongOthers() {
        return new Refusal(Actor.nobodyAt(actor.partner()), Optional.empty(), status);
    }
}
