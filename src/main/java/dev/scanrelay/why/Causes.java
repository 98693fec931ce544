package dev.scanrelay.why;

/** The one place that says in words why a scan waits, and whose trouble it is. It reads what {@code fetch.Failures} writes. */
final class Causes {

    private Causes() {}

    /** Why an order that is wanted is not fetched yet. */
    static Cause ofWaiting(Facts facts) {
        if (!facts.isPaired()) {
            return ofPairing(facts);
        }
        if (facts.regionOutUntil().isPresent()) {
            return new Cause("the region of Align that has it is out, and nobody asks it meanwhile", Fixer.ALIGN);
        }
        if (facts.pausedUntil().isPresent()) {
            return new Cause("Align limits how often we may ask for this account", Fixer.NOBODY);
        }
        return facts.failure()
                .map(failure -> ofFailure(failure, facts))
                .orElseGet(() -> new Cause("it waits its turn", Fixer.NOBODY));
    }

    /** Why an order was given up. */
    static Cause ofParked(Facts facts) {
        return facts.failure()
                .map(failure -> ofFailure(failure, facts))
                .orElseGet(() -> new Cause("fetching it failed too often", Fixer.OPERATOR));
    }

    private static Cause ofPairing(Facts facts) {
        return switch (facts.pairing().orElse("")) {
            case "pending" ->
                new Cause("nobody has acknowledged yet what Align says of the account's patients", Fixer.CLINIC);
            case "attention" -> new Cause(ofAttention(facts.attentionReason().orElse("")), Fixer.CLINIC);
            default -> new Cause("the account is not paired any more", Fixer.CLINIC);
        };
    }

    private static String ofAttention(String reason) {
        return switch (reason) {
            case "login-expired" -> "the clinic's log-in at Align has come to its end, and a user has to sign in again";
            case "unpaired-by-vendor" -> "the pairing was ended at Align, and a user of the clinic has to pair again";
            default -> "Align refuses the clinic's log-in, and a user has to sign in again";
        };
    }

    private static Cause ofFailure(String failure, Facts facts) {
        int colon = failure.indexOf(": ");
        String kind = colon < 0 ? failure : failure.substring(0, colon);
        String reason = colon < 0 ? "" : failure.substring(colon + 2);
        return switch (kind) {
            case "transient" -> ofTrouble(reason);
            case "rate_limited" -> new Cause("Align limits how often we may ask", Fixer.NOBODY);
            case "own_limit" -> new Cause("we limit how often we ask Align, for an account and a region", Fixer.NOBODY);
            case "region_out" -> new Cause("the region of Align that has it was out", Fixer.NOBODY);
            case "not_there_yet" ->
                new Cause(
                        "Align does not show it, or its files, yet"
                                + facts.absentSince().map(Times::since).orElse(""),
                        Fixer.ALIGN);
            case "incomplete" ->
                new Cause(
                        "Align does not give one of its files"
                                + facts.incompleteSince().map(Times::since).orElse(""),
                        Fixer.ALIGN);
            case "changed" -> new Cause("it changed at Align while it was read", Fixer.NOBODY);
            case "busy" -> new Cause("the account's log-in is being renewed", Fixer.NOBODY);
            case "unauthorised" -> new Cause("Align refuses our access to the account", Fixer.CLINIC);
            case "needs_attention" -> new Cause("it waited for a user of the clinic to sign in", Fixer.NOBODY);
            case "refused" -> ofRefusal(reason);
            case "permanent" -> ofFinal(reason);
            case "gone" -> new Cause("Align says that it is there no more", Fixer.ALIGN);
            default -> unexpected();
        };
    }

    private static Cause ofTrouble(String reason) {
        return switch (source(reason)) {
            case "align" -> new Cause("Align is out or answers with errors", Fixer.ALIGN);
            case "transfer" -> new Cause("a file did not come whole from Align", Fixer.ALIGN);
            case "store" -> new Cause("our object store is out or refuses", Fixer.OPERATOR);
            default -> unexpected();
        };
    }

    private static Cause ofRefusal(String reason) {
        return source(reason).equals("pairing")
                ? new Cause("the account was not paired", Fixer.CLINIC)
                : new Cause("Align forbids us to read it", Fixer.CLINIC);
    }

    private static Cause ofFinal(String reason) {
        return source(reason).equals("transfer")
                ? new Cause("one of its files is larger than this service is set to take", Fixer.OPERATOR)
                : new Cause("Align rejects what we ask for it", Fixer.OPERATOR);
    }

    private static Cause unexpected() {
        return new Cause("this service failed in a way that is not foreseen", Fixer.OPERATOR);
    }

    private static String source(String reason) {
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }
}
