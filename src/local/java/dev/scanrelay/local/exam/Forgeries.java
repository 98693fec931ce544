package dev.scanrelay.local.exam;

import static dev.scanrelay.local.exam.Advice.IMPORTED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Deliveries that are not ScanRelay's. */
final class Forgeries {

    private static final String REFUSED = "The delivery is answered 4xx and nothing is imported.";
    private static final String VERIFY =
            "Verify the signature over the bytes as they came, before you parse them, with a library of Standard Webhooks.";

    private Forgeries() {}

    static List<Scenario> scenarios() {
        return List.of(
                forgery(
                        "wrong-signature",
                        "Signed with another secret",
                        (s, event) -> s.endpoint().forged(event)),
                forgery(
                        "no-signature",
                        "Not signed",
                        (s, event) -> s.endpoint().signed(event).without(Envelope.SIGNATURE)),
                forgery(
                        "changed-body",
                        "The body was changed after it was signed",
                        (s, event) -> s.endpoint()
                                .signed(event)
                                .changed(body -> body.replace("\"specversion\":\"1.0\"", "\"specversion\":\"1.0\" "))),
                forgery(
                        "changed-id",
                        "The id was changed after it was signed",
                        (s, event) ->
                                s.endpoint().signed(event).with(Envelope.ID, "5b3c6a52-2f0e-8f0a-9a39-3a8f0f6f6f11")),
                forgery(
                        "old-timestamp",
                        "Signed an hour ago",
                        (s, event) -> s.endpoint().signed(event, s.now().minusSeconds(3600))),
                forgery(
                        "future-timestamp",
                        "Signed an hour ahead",
                        (s, event) -> s.endpoint().signed(event, s.now().plusSeconds(3600))),
                new Scenario("rotation", "Signatures of two secrets, the second yours", IMPORTED, VERIFY, s -> {
                            var order = s.order();
                            var event = s.ready(order, 1);
                            var foreign = s.endpoint().forged(event).headers().get(Envelope.SIGNATURE);
                            s.endpoint()
                                    .deliver(s.endpoint()
                                            .signed(event)
                                            .with(
                                                    Envelope.SIGNATURE,
                                                    own -> foreign + " v1a,bm90IHlvdXJz v9,c29tZSBkYXk= " + own));
                            s.imported(order, 1);
                        })
                        .needing(Need.DELIVERY));
    }

    private interface Forge {
        Envelope envelope(Stage stage, ObjectNode event);
    }

    private static Scenario forgery(String id, String title, Forge forge) {
        return new Scenario(id, title, REFUSED, VERIFY, s -> {
                    var order = s.order();
                    s.endpoint().refused(forge.envelope(s, s.ready(order, 1)));
                    s.never(one -> !one.untouched(), order);
                })
                .needing(Need.DELIVERY);
    }
}
