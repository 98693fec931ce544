package dev.scanrelay.why;

import java.time.Instant;
import java.util.Optional;

/** Decides what is said of a scan. */
final class Explainer {

    private static final String AGAIN =
            "when Align notifies us of it, an import asks for it, or a sweep finds it in another state";

    private Explainer() {}

    static Explanation of(Facts facts, Instant now) {
        if (facts.state().equals("erased")) {
            return erased();
        }
        if (facts.state().equals("expired") && !facts.wanted()) {
            return expired();
        }
        if (facts.state().equals("withdrawn")) {
            return withdrawn();
        }
        if (facts.state().equals("parked")) {
            return parked(facts);
        }
        if (facts.wanted()) {
            return facts.leased() ? fetching(facts) : waiting(facts, now);
        }
        if (facts.state().equals("requested")) {
            return requested(facts, now);
        }
        return facts.latestRevision() > 0 ? stored(facts) : nothingLeft(facts, now);
    }

    /** Of an RX that no order is known of. */
    static Explanation ofUnknown(Reach reach, Instant now) {
        if (reach.isNothing()) {
            return Explanation.of(
                    Place.UNKNOWN,
                    "We never heard of this RX",
                    new Cause("no account is paired that it could be of", Fixer.CLINIC),
                    "its scans are looked for once its account is paired",
                    Optional.empty());
        }
        if (reach.paired() == 0) {
            return Explanation.of(
                    Place.UNKNOWN,
                    "We never heard of this RX",
                    new Cause("each account that it could be of waits for a user of the clinic", Fixer.CLINIC),
                    "its scans are looked for once a user has signed in",
                    Optional.empty());
        }
        Optional<Instant> at = reach.sweepAt().flatMap(due -> Times.ahead(due, now));
        return Explanation.of(
                Place.UNKNOWN,
                "We never heard of this RX",
                new Cause(
                        "Align has not notified us of it here and no sweep has found it",
                        reach.broken() == 0 ? Fixer.ALIGN : Fixer.CLINIC),
                (reach.broken() == 0 ? "" : "some accounts wait for a user of the clinic to sign in, and ")
                        + reach.sweepAt()
                                .map(due -> "the sweep looks next " + Times.when(at))
                                .orElse("no sweep is planned"),
                at);
    }

    /** Whoever is to blame: what has to be done afterwards is the operator's to do. */
    private static Explanation parked(Facts facts) {
        return new Explanation(
                Place.PARKED,
                "This scan is given up for now"
                        + (facts.latestRevision() == 0 ? "" : " (revision " + facts.latestRevision() + " is stored)"),
                Optional.of(Causes.ofParked(facts).words()),
                "nothing more happens by itself: it is fetched again when the operator has it redriven, or " + AGAIN,
                Optional.empty(),
                Fixer.OPERATOR);
    }

    private static Explanation withdrawn() {
        return new Explanation(
                Place.WITHDRAWN,
                "This scan is withdrawn",
                Optional.of("it is no longer to be expected or used at Align"),
                "it is fetched again " + AGAIN,
                Optional.empty(),
                Fixer.NOBODY);
    }

    private static Explanation erased() {
        return new Explanation(
                Place.ERASED,
                "This scan was erased",
                Optional.of("its patient's data was erased on request"),
                "nothing is kept of it and nothing comes back, whoever asks for it",
                Optional.empty(),
                Fixer.NOBODY);
    }

    private static Explanation expired() {
        return new Explanation(
                Place.EXPIRED,
                "This scan is not kept any more",
                Optional.of("the time for which scans are kept is over"),
                "it is fetched again when Align notifies us of it or shows a newer scan of it",
                Optional.empty(),
                Fixer.NOBODY);
    }

    private static Explanation fetching(Facts facts) {
        return Explanation.fine(
                Place.FETCHING,
                "This scan is being fetched from Align now" + kept(facts),
                "it is announced once its files are stored",
                Optional.empty());
    }

    private static Explanation waiting(Facts facts, Instant now) {
        Cause cause = Causes.ofWaiting(facts);
        Optional<Instant> at =
                Times.ahead(Times.latest(facts.dueAt(), facts.regionOutUntil(), facts.pausedUntil()), now);
        if (facts.isPaired() && facts.regionOutUntil().isPresent()) {
            return Explanation.of(
                    Place.WAITING,
                    "This scan waits to be fetched" + kept(facts),
                    cause,
                    "one call tries the region " + Times.when(at) + ", and all its scans go on once Align answers",
                    at);
        }
        if (facts.needsAttention()) {
            return Explanation.of(
                    Place.WAITING,
                    "This scan waits to be fetched" + kept(facts),
                    cause,
                    "it is fetched once that is done, at once and by itself",
                    Optional.empty());
        }
        String next = facts.isPaired()
                ? (facts.failures() > 0 ? "we try again " : "it is fetched ") + Times.when(at)
                : "it is fetched once that is done, and we look again " + Times.when(at);
        return Explanation.of(Place.WAITING, "This scan waits to be fetched" + kept(facts), cause, next, at);
    }

    private static Explanation requested(Facts facts, Instant now) {
        Optional<Instant> at = facts.sweepAt().flatMap(due -> Times.ahead(due, now));
        return Explanation.of(
                Place.REQUESTED,
                "This scan is requested",
                new Cause("the clinic has not scanned it yet as far as Align told us", Fixer.CLINIC),
                "it is fetched when Align notifies us of it"
                        + at.map(time -> " or the sweep finds it, next at " + Times.at(time))
                                .orElse(""),
                at);
    }

    private static Explanation stored(Facts facts) {
        String what = "Revision " + facts.latestRevision() + " of this scan is stored"
                + (facts.complete().orElse(true) ? "" : ", without a file that Align did not give,");
        if (facts.held()) {
            return Explanation.of(
                    Place.STORED,
                    what + " and not announced",
                    new Cause("an event of this order can't be sent to its topic", Fixer.OPERATOR),
                    "it is announced once the operator has released that event",
                    Optional.empty());
        }
        if (facts.unannounced()) {
            return Explanation.of(
                    Place.STORED,
                    what + " and not announced yet",
                    new Cause("its event waits for Kafka", Fixer.NOBODY),
                    "it is announced as soon as Kafka takes it",
                    Optional.empty());
        }
        return Explanation.fine(
                Place.ANNOUNCED,
                what + " and announced"
                        + facts.announcedAt().map(at -> " at " + Times.at(at)).orElse(""),
                facts.isPaired()
                        ? "a re-scan is fetched when Align notifies us of it or a sweep finds it"
                        : "a re-scan is fetched once a user of the clinic has signed in",
                Optional.empty());
    }

    /** Wanted no more, and nothing was kept of it: there was nothing to keep. */
    private static Explanation nothingLeft(Facts facts, Instant now) {
        Optional<Instant> at = facts.sweepAt().flatMap(due -> Times.ahead(due, now));
        return Explanation.of(
                Place.WAITING,
                "Nothing is stored of this scan",
                new Cause("Align has offered no files of it", Fixer.ALIGN),
                "it is fetched when Align notifies us of it"
                        + at.map(time -> " or the sweep finds it, next at " + Times.at(time))
                                .orElse(""),
                at);
    }

    private static String kept(Facts facts) {
        return facts.latestRevision() == 0 ? "" : " again (revision " + facts.latestRevision() + " is stored)";
    }
}
