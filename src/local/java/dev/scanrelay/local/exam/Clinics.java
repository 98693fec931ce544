package dev.scanrelay.local.exam;

import java.util.List;

/** Clinics that leave, and come back. Each is one of its own: what becomes of it touches no other scenario. */
final class Clinics {

    private static final String HOLD =
            "After pairing.ended fetch nothing for the account; keep what comes, and take it in on pairing.connected.";

    private Clinics() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                                "unpaired",
                                "A scan of a clinic that is no longer paired",
                                "Nothing of it is fetched.",
                                HOLD,
                                s -> {
                                    var clinic = s.anotherAccount();
                                    var order = s.orderOf(clinic);
                                    var ended = s.ofPairing("pairing.ended.v1", clinic);
                                    s.tell(ended);
                                    s.past(ended);
                                    s.tell(s.ready(order, 1));
                                    s.never(one -> !one.untouched(), order);
                                })
                        .needing(Need.VERDICT),
                new Scenario(
                                "paired-again",
                                "The clinic is paired again",
                                "What came meanwhile is imported now, and what comes then.",
                                HOLD,
                                s -> {
                                    var clinic = s.anotherAccount();
                                    var held = s.orderOf(clinic);
                                    var fresh = s.orderOf(clinic);
                                    var ended = s.ofPairing("pairing.ended.v1", clinic);
                                    var connected = s.ofPairing("pairing.connected.v1", clinic);
                                    var meanwhile = s.ready(held, 1);
                                    s.tell(ended);
                                    s.past(ended);
                                    s.tell(meanwhile);
                                    s.past(meanwhile);
                                    s.tell(connected);
                                    s.imported(held, 1);
                                    s.tell(s.ready(fresh, 1));
                                    s.imported(fresh, 1);
                                    s.once(held);
                                })
                        .needing(Need.VERDICT));
    }
}
