package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** What a scenario does to the vendor, and how it looks at what follows. */
final class Stage {

    private final OrdersApi api;
    private final Watch watch;
    private final Deliverer deliverer;
    private final URI base;
    private final ExamConfig config;
    private final Clock clock;

    Stage(OrdersApi api, Watch watch, Deliverer deliverer, URI base, ExamConfig config, Clock clock) {
        this.api = api;
        this.watch = watch;
        this.deliverer = deliverer;
        this.base = base;
        this.config = config;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** An order with one revision of two artifacts. */
    Order order() {
        return order(2, false);
    }

    Order order(int artifacts, boolean damaged) {
        var order = new Order();
        order.add(1, artifacts, damaged);
        api.serve(order);
        return order;
    }

    void rescanned(Order order) {
        watch.record(() -> order.add(2, 2, false));
    }

    /** So that no change of an order is half seen. */
    void change(Runnable change) {
        watch.record(change);
    }

    ObjectNode ready(Order order, int revision) {
        return ofOrder("order.ready.v1", order, Documents.ready(order, revision));
    }

    ObjectNode ofOrder(String type, Order order, ObjectNode data) {
        return Documents.event(base, type, "orders/" + order.id(), now(), data);
    }

    ObjectNode event(String type, String subject, ObjectNode data) {
        return Documents.event(base, type, subject, now(), data);
    }

    Envelope signed(ObjectNode event) {
        return Envelope.of(event, config.secret(), now());
    }

    Envelope signed(ObjectNode event, Instant at) {
        return Envelope.of(event, config.secret(), at);
    }

    Envelope signed(String id, String body) {
        return Envelope.of(id, body, config.secret(), now());
    }

    void deliver(ObjectNode event) throws InterruptedException {
        deliver(signed(event));
    }

    /** Has to be answered 2xx. */
    void deliver(Envelope envelope) throws InterruptedException {
        var reply = deliverer.deliver(envelope);
        require(reply.taken(), "The delivery was answered with " + reply.words() + ".");
    }

    /** Has to be answered 4xx. */
    void refused(Envelope envelope) throws InterruptedException {
        var reply = deliverer.deliver(envelope);
        require(reply.refused(), "The delivery was answered with " + reply.words() + ".");
    }

    void refused(Envelope envelope, Order order) throws InterruptedException {
        refused(envelope);
        never(() -> !order.untouched(), order);
    }

    void imported(Order order, int revision) throws InterruptedException {
        eventually(() -> order.imported(revision), order);
        int artifacts = order.revisions().get(revision).size();
        require(order.downloadedOf(revision) == artifacts, "It was acknowledged without all files: " + order.seen());
    }

    void eventually(BooleanSupplier condition, Order order) throws InterruptedException {
        require(
                watch.until(condition, config.patience()),
                "Within " + words(config.patience()) + " came: " + order.seen() + ".");
    }

    /** For as long as things take to settle. */
    void never(BooleanSupplier condition, Order order) throws InterruptedException {
        require(!watch.until(condition, config.settle()), "There came: " + order.seen() + ".");
    }

    /** Neither files again nor another document. */
    void nothingMore(Order order) throws InterruptedException {
        int downloads = order.downloads();
        int artifacts = order.revisions().values().stream()
                .mapToInt(java.util.List::size)
                .sum();
        require(downloads <= artifacts, "Files were downloaded again: " + order.seen() + ".");
        never(
                () -> order.downloads() > downloads
                        || documents(order) > order.revisions().size(),
                order);
    }

    private static long documents(Order order) {
        return order.acknowledgements().stream()
                .filter(Acknowledgement::imported)
                .map(one -> one.revision() + " " + one.document())
                .distinct()
                .count();
    }

    static void require(boolean met, String came) {
        if (!met) {
            throw new Shortfall(came);
        }
    }

    private static String words(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
