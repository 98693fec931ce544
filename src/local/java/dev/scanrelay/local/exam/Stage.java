package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a scenario does to the vendor's software, and how it looks at what follows. */
final class Stage {

    private static final int ARRIVAL = 4;
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final OrdersApi api;
    private final Watch watch;
    private final Channel channel;
    private final Documents documents;
    private final ExamConfig config;
    private final Clock clock;
    private final String account = account(0);
    private final List<Vow> vows = new ArrayList<>();

    Stage(OrdersApi api, Watch watch, Channel channel, Documents documents, ExamConfig config, Clock clock) {
        this.api = api;
        this.watch = watch;
        this.channel = channel;
        this.documents = documents;
        this.config = config;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Way way() {
        return channel.way();
    }

    EndpointChannel endpoint() {
        return (EndpointChannel) channel;
    }

    TopicChannel topic() {
        return (TopicChannel) channel;
    }

    /** What goes wrong with the feed. */
    void feed(Consumer<Feed> change) {
        watch.record(() -> change.accept(((FeedChannel) channel).feed()));
    }

    void restart() throws InterruptedException {
        config.restart().orElseThrow().restart();
    }

    /** A clinic that no other scenario is about. */
    String anotherAccount() {
        return account(1);
    }

    /** Another one each time: who left in one exam is not gone in the next. */
    private static String account(int kind) {
        return "99" + kind + ThreadLocalRandom.current().nextInt(100_000, 1_000_000);
    }

    /** An order with one revision of two files. */
    Order order() {
        return order(2);
    }

    Order order(int files) {
        return serve(new Order(account), order -> order.add(1, files));
    }

    Order orderOf(String clinic) {
        return serve(new Order(clinic), order -> order.add(1, 2));
    }

    Order order(Artifact... files) {
        return serve(new Order(account), order -> order.add(1, List.of(files)));
    }

    private Order serve(Order order, Consumer<Order> content) {
        watch.record(() -> content.accept(order));
        api.serve(order);
        return order;
    }

    void rescanned(Order order) {
        watch.record(() -> order.add(2, 2));
    }

    /** So that no change of an order is half seen. */
    void change(Runnable change) {
        watch.record(change);
    }

    ObjectNode ready(Order order, int revision) {
        watch.record(() -> order.told(now()));
        return documents.ready(order, revision, now());
    }

    ObjectNode ofOrder(String type, Order order) {
        return documents.ofOrder(type, order, now());
    }

    ObjectNode ofPairing(String type, String clinic) {
        return documents.ofPairing(type, clinic, now());
    }

    ObjectNode ofEndpoint(String type) {
        return documents.ofEndpoint(type, now());
    }

    void tell(ObjectNode event) throws InterruptedException {
        channel.tell(event);
    }

    /** As ScanRelay does while an endpoint is away: again, until it is taken. */
    void tellUntilTaken(ObjectNode event) throws InterruptedException {
        var patience = now().plus(config.patience());
        while (true) {
            try {
                tell(event);
                return;
            } catch (Shortfall notTaken) {
                if (now().isAfter(patience)) {
                    throw notTaken;
                }
                watch.until(() -> false, AGAIN);
            }
        }
    }

    /** Has a scan imported that comes behind the event: the software has got past it then. */
    void past(ObjectNode event) throws InterruptedException {
        passed(channel.lane(event.path("partitionkey").asText()), config.patience());
    }

    /** Of all lanes, once all has been told; more patient, since all that waits is before it. */
    void pastAll() throws InterruptedException {
        for (int lane = 0; lane < channel.lanes(); lane++) {
            passed(lane, config.patience().multipliedBy(ARRIVAL));
        }
    }

    private void passed(int lane, Duration patience) throws InterruptedException {
        var marker = Stream.generate(() -> new Order(account))
                .filter(one -> channel.lane(one.orderingKey()) == lane)
                .findFirst()
                .orElseThrow();
        serve(marker, order -> order.add(1, 1));
        tell(ready(marker, 1));
        require(
                watch.until(() -> has(marker, 1), patience),
                "A scan that came behind was not imported within " + words(patience) + ": " + marker.seen() + ".");
    }

    /** The first scan of all may have to wait for software that is just starting. */
    void arrived(Order order) throws InterruptedException {
        var patience = config.patience().multipliedBy(ARRIVAL);
        require(
                watch.until(() -> has(order, 1), patience),
                "Within " + words(patience) + " came: " + watch.look(order::seen) + channel.seen() + ".");
    }

    void imported(Order order, int revision) throws InterruptedException {
        eventually(one -> has(one, revision), order);
        require(
                watch.look(() -> order.downloaded(revision)),
                "It was acknowledged without all files: " + watch.look(order::seen) + ".");
    }

    private boolean has(Order order, int revision) {
        return config.filesOnly() ? order.downloaded(revision) : order.imported(revision);
    }

    void eventually(Predicate<Order> condition, Order order) throws InterruptedException {
        require(
                watch.until(() -> condition.test(order), config.patience()),
                "Within " + words(config.patience()) + " came: " + watch.look(order::seen) + ".");
    }

    /** Looked at when the exam ends. */
    void never(Predicate<Order> condition, Order order) {
        vows.add(new Vow(() -> condition.test(order), order));
    }

    /** Each file once, and one document of each revision. */
    void once(Order order) {
        never(one -> one.downloadedAgain() || one.documents() > one.revisions().size(), order);
    }

    /** What the scenario that was played wants never to happen. */
    List<Vow> vows() {
        var taken = List.copyOf(vows);
        vows.clear();
        return taken;
    }

    /** Time for what is late to show itself. */
    void settle() throws InterruptedException {
        watch.until(() -> false, config.settle());
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
