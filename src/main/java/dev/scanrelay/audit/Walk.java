package dev.scanrelay.audit;

import dev.scanrelay.secret.Signatures;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/** Goes along the chain record by record and says what does not fit; where the records come from is not its business. */
final class Walk {

    private final Signatures keys;
    private final Deque<Head> kept;
    private Tip end = Tip.START;
    private long heads;
    private long signedUpTo;

    /**
     * At the beginning.
     *
     * @param kept heads that were kept outside of the database, in any order
     */
    Walk(Signatures keys, Collection<Head> kept) {
        this.keys = keys;
        this.kept = new ArrayDeque<>(kept.stream()
                .sorted(Comparator.comparingLong(head -> head.tip().number()))
                .toList());
    }

    /** Empty if the record is the next one, and what is signed about it is true. */
    Optional<Verdict> step(Tip chained, ChainRow row, Optional<Head> signed) {
        Tip next = end.next(row);
        if (chained.number() < next.number()) {
            return Optional.of(
                    Verdict.broken("Record %d was forged: the chain begins with 1.".formatted(chained.number())));
        }
        if (chained.number() > next.number()) {
            return Optional.of(Verdict.broken("Record %d is missing.".formatted(next.number())));
        }
        if (!chained.equals(next)) {
            return Optional.of(
                    Verdict.broken("Record %d is not what was chained: it, its subjects or its hash was changed."
                            .formatted(next.number())));
        }
        end = next;
        return signed.flatMap(this::wrong).or(this::wrongKept);
    }

    /** The head of a record that is not there, in the database or kept. */
    Optional<Verdict> leftOver(Optional<Head> stored) {
        return stored.or(() -> Optional.ofNullable(kept.peek())).flatMap(this::wrong);
    }

    /** Compared with the end that the chainer noted. */
    Optional<Verdict> end(Tip noted) {
        if (noted.number() > end.number()) {
            return Optional.of(Verdict.broken("Record %d is missing, and all behind it.".formatted(end.number() + 1)));
        }
        return noted.equals(end)
                ? Optional.empty()
                : Optional.of(Verdict.broken("Record %d was forged: the chain ended with %d."
                        .formatted(noted.number() + 1, noted.number())));
    }

    Verdict intact(long waiting) {
        String signed = heads == 0
                ? "no signed head tells whether all of it was rewritten"
                : "%d heads agree, signed up to %d".formatted(heads, signedUpTo);
        return new Verdict(
                Verdict.Kind.INTACT,
                "The chain is intact: %d records, %s; %d records wait to be chained."
                        .formatted(end.number(), signed, waiting));
    }

    private Optional<Verdict> wrongKept() {
        while (!kept.isEmpty() && kept.getFirst().tip().number() <= end.number()) {
            Optional<Verdict> wrong = wrong(kept.removeFirst());
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict> wrong(Head head) {
        long number = head.tip().number();
        if (!keys.isAble()) {
            return Optional.of(new Verdict(
                    Verdict.Kind.UNCHECKED,
                    "The keyset has no \"audit\" key, so the head of record " + number + " can't be checked."));
        }
        if (!head.isSignedBy(keys)) {
            return Optional.of(Verdict.broken(
                    "The head of record %d has a wrong signature: it was forged, or signed with a key that this keyset lacks."
                            .formatted(number)));
        }
        if (number > end.number()) {
            return Optional.of(
                    Verdict.broken("Record %d is missing, and all behind it: a head of record %d was signed at %s."
                            .formatted(end.number() + 1, number, head.at())));
        }
        if (!head.tip().equals(end)) {
            return Optional.of(
                    Verdict.broken("The records up to %d were rewritten: the head signed at %s states another hash."
                            .formatted(number, head.at())));
        }
        heads++;
        signedUpTo = number;
        return Optional.empty();
    }
}
