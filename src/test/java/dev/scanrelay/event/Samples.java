package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Events for tests. */
final class Samples {

    static final Instant TIME = Instant.parse("2026-03-02T09:15:31.204Z");

    private Samples() {}

    static OrderFacts order(String account) {
        return order(PartnerId.DEFAULT, account);
    }

    static OrderFacts order(PartnerId partner, String account) {
        return new OrderFacts(
                partner,
                new AccountId(account),
                UUID.randomUUID(),
                new RxId(UUID.randomUUID().toString()),
                Optional.of("123456789"),
                Optional.of(UUID.randomUUID().toString()),
                Optional.of("Completed"),
                Optional.empty(),
                "unsolicited",
                List.of());
    }

    static Event ready(OrderFacts order, int revision) {
        return ready(order, revision, List.of(mesh(0)));
    }

    static Event ready(OrderFacts order, int revision, List<ArtifactFacts> artifacts) {
        return Event.orderReady(
                new OrderReady(
                        order,
                        revision,
                        "1:" + "ab".repeat(32),
                        Optional.of(TIME.minusSeconds(90)),
                        TIME,
                        true,
                        "complete",
                        Optional.empty(),
                        artifacts.size(),
                        artifacts),
                TIME);
    }

    /** An event of about this many bytes. */
    static Event large(OrderFacts order, int bytes) {
        return Event.of(new OrderFailed(order, "permanent", "x".repeat(bytes), 1), "large", TIME);
    }

    static ArtifactFacts mesh(int number) {
        return new ArtifactFacts(
                UUID.randomUUID(),
                "mesh",
                Optional.of("occlusion"),
                Optional.of("upper"),
                "model/stl",
                84 + 50L * number,
                "0f".repeat(32),
                "scanrelay",
                "default/104233/8e21/" + number + ".stl",
                Optional.empty());
    }
}
