package dev.scanrelay.local.exam;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All questions, in the order in which they are asked. */
final class Scenarios {

    private static final String ONCE = "Keep each webhook-id under a unique key, and skip one you have.";
    private static final String VERIFY =
            "Verify the signature over the bytes as they came, before you parse them, with a library of Standard Webhooks.";
    private static final String IGNORE =
            "Answer 2xx to what you don't know and do nothing: new fields and types come without notice.";
    private static final String FETCH =
            "Read the order at dataref, download its artifacts, then POST imported to revisions/{n}/ack, with your document.";
    private static final String NEWER =
            "Keep the newest revision you imported of each order; acknowledge an older one as rejected, or keep it as a document of its own.";
    private static final String RETRY =
            "Answer the delivery at once, work from a queue, and try a call again that was answered 429 or 5xx, after Retry-After.";
    private static final String REFUSED = "The delivery is answered 4xx and nothing is read or imported.";
    private static final String IMPORTED = "All files are downloaded and the revision is acknowledged as imported.";
    private static final String TAKEN = "The delivery is answered 2xx, and nothing is imported.";

    private Scenarios() {}

    static List<Scenario> all() {
        return Stream.of(plain(), again(), order(), unknown(), others(), files(), forged())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Scenario> plain() {
        return List.of(
                new Scenario("ready", "A scan is ready", IMPORTED, FETCH, s -> {
                    var order = s.order();
                    s.deliver(s.ready(order, 1));
                    s.imported(order, 1);
                }),
                new Scenario("id-only", "A scan is ready, told by its id alone", IMPORTED, FETCH, s -> {
                    var order = s.order();
                    var event = s.ready(order, 1);
                    event.remove("data");
                    s.deliver(event);
                    s.imported(order, 1);
                }),
                new Scenario(
                        "late",
                        "An event of twenty days ago",
                        IMPORTED,
                        "Judge the age by webhook-timestamp, not by time.",
                        s -> {
                            var order = s.order();
                            var event = s.ready(order, 1);
                            event.put("time", s.now().minus(Duration.ofDays(20)).toString());
                            s.deliver(event);
                            s.imported(order, 1);
                        }),
                new Scenario("burst", "Ten scans one upon the other", IMPORTED, RETRY, s -> {
                    var orders = Stream.generate(s::order).limit(10).toList();
                    for (var order : orders) {
                        s.deliver(s.ready(order, 1));
                    }
                    for (var order : orders) {
                        s.imported(order, 1);
                    }
                }));
    }

    private static List<Scenario> again() {
        var once = "The scan is imported once: no file is downloaded again, and there is one document.";
        return List.of(
                new Scenario("repeat", "The same delivery once more", once, ONCE, s -> {
                    var order = s.order();
                    var delivery = s.signed(s.ready(order, 1));
                    s.deliver(delivery);
                    s.deliver(delivery);
                    s.imported(order, 1);
                    s.nothingMore(order);
                }),
                new Scenario(
                        "repeat-later", "The same event after it was imported, with a new timestamp", once, ONCE, s -> {
                            var order = s.order();
                            var event = s.ready(order, 1);
                            s.deliver(s.signed(event, s.now().minusSeconds(5)));
                            s.imported(order, 1);
                            s.deliver(event);
                            s.nothingMore(order);
                        }),
                new Scenario("replay", "A replay: marked webhook-replay, with the same id", once, ONCE, s -> {
                    var order = s.order();
                    var event = s.ready(order, 1);
                    s.deliver(event);
                    s.imported(order, 1);
                    event.put("replay", "7d1f0c52-0000-4000-8000-0c1b8a5d2f44");
                    s.deliver(s.signed(event).with("webhook-replay", "true"));
                    s.nothingMore(order);
                }));
    }

    private static List<Scenario> order() {
        var keeps = "The newer revision stays: the older one does not become its document.";
        return List.of(
                new Scenario("rescan", "A second revision", "Both revisions are imported.", FETCH, s -> {
                    var order = s.order();
                    s.deliver(s.ready(order, 1));
                    s.imported(order, 1);
                    s.rescanned(order);
                    s.deliver(s.ready(order, 2));
                    s.imported(order, 2);
                }),
                new Scenario("newer-first", "Revision 2 comes before revision 1", keeps, NEWER, s -> {
                    var order = s.order();
                    s.rescanned(order);
                    s.deliver(s.ready(order, 2));
                    s.imported(order, 2);
                    s.deliver(s.ready(order, 1));
                    s.never(() -> replaced(order), order);
                }),
                new Scenario("older-again", "Revision 1 is told anew after revision 2", keeps, NEWER, s -> {
                    var order = s.order();
                    s.deliver(s.ready(order, 1));
                    s.imported(order, 1);
                    s.rescanned(order);
                    s.deliver(s.ready(order, 2));
                    s.imported(order, 2);
                    s.deliver(s.ready(order, 1));
                    s.never(() -> replaced(order), order);
                }));
    }

    /** Whether revision 1 was imported into the document of revision 2, after that one. */
    private static boolean replaced(Order order) {
        var said = order.acknowledgements();
        var newer = said.stream()
                .filter(one -> one.revision() == 2 && one.imported())
                .findFirst();
        return newer.isPresent()
                && said.subList(said.indexOf(newer.get()), said.size()).stream()
                        .anyMatch(one -> one.revision() == 1
                                && one.imported()
                                && one.document().equals(newer.get().document()));
    }

    private static List<Scenario> unknown() {
        return List.of(
                new Scenario("unknown-field", "Fields you don't know", IMPORTED, IGNORE, s -> {
                    var order = s.order();
                    var event = s.ready(order, 1);
                    event.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
                    event.withObject("/data")
                            .put("colour", "A2")
                            .putObject("later")
                            .put("more", true);
                    s.deliver(event);
                    s.imported(order, 1);
                }),
                new Scenario("unknown-type", "A type you don't know", TAKEN, IGNORE, s -> {
                    var order = s.order();
                    s.deliver(s.ofOrder("order.painted.v1", order, Documents.ready(order, 1)));
                    s.never(() -> !order.untouched(), order);
                }),
                new Scenario(
                        "not-json",
                        "A signed body that is no JSON",
                        REFUSED,
                        "Answer 400, not 500, to a body that is no JSON object.",
                        s -> s.refused(s.signed("5b3c6a52-2f0e-8f0a-9a39-3a8f0f6f6f10", "{\"id\":"))));
    }

    private static List<Scenario> others() {
        return List.of(
                new Scenario(
                        "patient-corrected",
                        "The patient was corrected",
                        "The order is read again.",
                        "On order.updated read the order at dataref: the event names nobody.",
                        s -> {
                            var order = s.order();
                            s.deliver(s.ready(order, 1));
                            s.imported(order, 1);
                            s.change(() -> order.rename("Beispiel"));
                            int reads = order.reads();
                            s.deliver(
                                    s.ofOrder("order.updated.v1", order, Documents.ofOrder("order.updated.v1", order)));
                            s.eventually(() -> order.reads() > reads, order);
                            s.nothingMore(order);
                        }),
                new Scenario(
                        "withdrawn",
                        "An imported scan is withdrawn",
                        "The delivery is answered 2xx and nothing is imported again.",
                        "Show the practice that Align no longer has it; keep what is in the chart.",
                        s -> {
                            var order = s.order();
                            s.deliver(s.ready(order, 1));
                            s.imported(order, 1);
                            s.deliver(s.ofOrder(
                                    "order.withdrawn.v1", order, Documents.ofOrder("order.withdrawn.v1", order)));
                            s.nothingMore(order);
                        }),
                new Scenario(
                        "refused-zip",
                        "A scan whose files we refused",
                        TAKEN,
                        "Show the practice that the scan has to be sent again.",
                        s -> {
                            var order = s.order();
                            var data = Documents.ofOrder("order.failed.v1", order)
                                    .put("reason", "the archive was refused");
                            s.deliver(s.ofOrder("order.failed.v1", order, data));
                            s.never(() -> !order.untouched(), order);
                        }),
                new Scenario(
                        "unpaired",
                        "The clinic is no longer paired",
                        "The delivery is answered 2xx.",
                        "Events of an account have a subject that is no order: show it to the practice, or do nothing.",
                        s -> s.deliver(s.event(
                                "pairing.ended.v1",
                                "pairings/" + Documents.ACCOUNT,
                                Documents.data("pairing.ended.v1")))),
                new Scenario(
                        "test-event",
                        "The test event of an endpoint",
                        "The delivery is answered 2xx.",
                        IGNORE,
                        s -> s.deliver(s.event(
                                "endpoint.test.v1",
                                "endpoints/0b5d4a1e-6a52-4f0e-9a39-3a8f0f6f6f10",
                                Documents.data("endpoint.test.v1")))));
    }

    private static List<Scenario> files() {
        return List.of(
                new Scenario("large", "Two hundred files", IMPORTED, RETRY, s -> {
                    var order = s.order(200, false);
                    s.deliver(s.ready(order, 1));
                    s.imported(order, 1);
                }),
                new Scenario(
                        "damaged-file",
                        "A file whose bytes are not those of its digest",
                        "It is downloaded, and the revision is not acknowledged as imported; best as rejected.",
                        "Compare the SHA-256 of what you downloaded with sha256 (it is the ETag too) before you import.",
                        s -> {
                            var order = s.order(2, true);
                            s.deliver(s.ready(order, 1));
                            s.eventually(() -> order.downloads() > 0, order);
                            s.never(() -> order.imported(1), order);
                        }),
                new Scenario("busy-download", "A download is answered 503 once", IMPORTED, RETRY, s -> {
                    var order = s.order();
                    order.busyDownloads(1);
                    s.deliver(s.ready(order, 1));
                    s.imported(order, 1);
                }),
                new Scenario("busy-acknowledgement", "The acknowledgement is answered 503 once", IMPORTED, RETRY, s -> {
                    var order = s.order();
                    order.busyAcknowledgements(1);
                    s.deliver(s.ready(order, 1));
                    s.imported(order, 1);
                    s.nothingMore(order);
                }));
    }

    private static List<Scenario> forged() {
        var other = "whsec_c29tZWJvZHktZWxzZXMtc2VjcmV0LTEyMzQ1Njc4OTA=";
        return List.of(
                forgery(
                        "wrong-signature",
                        "Signed with another secret",
                        (s, event) -> Envelope.of(event, other, s.now())),
                forgery(
                        "no-signature",
                        "Not signed",
                        (s, event) -> s.signed(event).without(Envelope.SIGNATURE)),
                forgery(
                        "changed-body",
                        "The body was changed after it was signed",
                        (s, event) -> s.signed(event)
                                .changed(body -> body.replace("\"specversion\":\"1.0\"", "\"specversion\":\"1.0\" "))),
                forgery(
                        "changed-id",
                        "The id was changed after it was signed",
                        (s, event) -> s.signed(event).with(Envelope.ID, "5b3c6a52-2f0e-8f0a-9a39-3a8f0f6f6f11")),
                forgery(
                        "old-timestamp",
                        "Signed an hour ago",
                        (s, event) -> s.signed(event, s.now().minusSeconds(3600))),
                forgery(
                        "future-timestamp",
                        "Signed an hour ahead",
                        (s, event) -> s.signed(event, s.now().plusSeconds(3600))),
                new Scenario("rotation", "Two signatures, the second one yours", IMPORTED, VERIFY, s -> {
                    var order = s.order();
                    var event = s.ready(order, 1);
                    var foreign = Envelope.of(event, other, s.now()).headers().get(Envelope.SIGNATURE);
                    s.deliver(s.signed(event).with(Envelope.SIGNATURE, own -> foreign + " v1a,bm90IHlvdXJz " + own));
                    s.imported(order, 1);
                }));
    }

    private interface Forge {
        Envelope envelope(Stage stage, com.fasterxml.jackson.databind.node.ObjectNode event);
    }

    private static Scenario forgery(String id, String title, Forge forge) {
        return new Scenario(id, title, REFUSED, VERIFY, s -> {
            var order = s.order();
            s.refused(forge.envelope(s, s.ready(order, 1)), order);
        });
    }
}
