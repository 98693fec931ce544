package dev.scanrelay.local.exam;

import static dev.scanrelay.local.exam.Advice.IMPORTED;
import static dev.scanrelay.local.exam.Advice.ONCE;
import static dev.scanrelay.local.exam.Advice.RETRY;

import java.util.List;

/** Files that are many, odd or hard to get. */
final class ScanFiles {

    private static final int MANY = 300;

    private ScanFiles() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "large",
                        "Three hundred files",
                        IMPORTED,
                        "Take the list of files from the API: an event names 256 at most. Don't work in the poll loop.",
                        s -> {
                            var order = s.order(MANY);
                            s.tell(s.ready(order, 1));
                            s.imported(order, 1);
                        }),
                new Scenario(
                        "refused-zip",
                        "A zip that we refused to unpack",
                        "The archive is downloaded whole, or the revision is acknowledged as rejected.",
                        "With unpacked=refused there is the archive alone: don't unpack it either, and let a person look.",
                        s -> {
                            var order = s.order(Artifact.of(Artifact.Form.ARCHIVE, false));
                            var event = s.ready(order, 1);
                            event.withObject("/data")
                                    .put("unpacked", "refused")
                                    .put("refusal", "a path leads out of the archive");
                            s.tell(event);
                            s.eventually(
                                    one -> one.downloaded(1)
                                            || !one.acknowledgements().isEmpty(),
                                    order);
                        }),
                new Scenario(
                                "damaged-file",
                                "A file whose bytes are not those of its digest",
                                "It is downloaded, the revision is not acknowledged as imported (best as rejected), and the next scan is imported.",
                                "Compare the SHA-256 of what you downloaded with sha256 (it is the ETag too) before you import.",
                                s -> {
                                    var order = s.order(
                                            Artifact.of(Artifact.Form.MESH, true),
                                            Artifact.of(Artifact.Form.MESH, false));
                                    var event = s.ready(order, 1);
                                    s.tell(event);
                                    s.eventually(one -> one.downloads() > 0, order);
                                    s.past(event);
                                    s.never(one -> one.imported(1), order);
                                })
                        .needing(Need.VERDICT),
                new Scenario("busy-download", "A download is answered 503 once", IMPORTED, RETRY, s -> {
                    var order = s.order();
                    s.change(order.trouble()::busyDownload);
                    s.tell(s.ready(order, 1));
                    s.imported(order, 1);
                }),
                new Scenario("cut-download", "A download breaks off in its middle, once", IMPORTED, RETRY, s -> {
                    var order = s.order();
                    s.change(order.trouble()::cutDownload);
                    s.tell(s.ready(order, 1));
                    s.imported(order, 1);
                }),
                new Scenario("busy-acknowledgement", "The acknowledgement is answered 503 once", ONCE, RETRY, s -> {
                            var order = s.order();
                            s.change(order.trouble()::busyAcknowledgement);
                            s.tell(s.ready(order, 1));
                            s.imported(order, 1);
                            s.once(order);
                        })
                        .needing(Need.VERDICT));
    }
}
