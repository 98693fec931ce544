package dev.scanrelay.local.sandbox.notify;

import dev.scanrelay.local.sandbox.fault.Fault;
import dev.scanrelay.local.sandbox.fault.FaultKind;
import dev.scanrelay.local.sandbox.fault.Faults;
import dev.scanrelay.local.sandbox.fault.Target;
import dev.scanrelay.local.sandbox.http.Pause;
import dev.scanrelay.local.sandbox.ledger.Ledger;
import dev.scanrelay.local.sandbox.world.Pairing;
import dev.scanrelay.local.sandbox.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tells paired clinics of changes: one notification after the other within an account, none of them twice unless switched so. */
public final class Notifier implements AutoCloseable {

    private static final Duration HELD_BACK = Duration.ofSeconds(2);

    private final World world;
    private final Faults faults;
    private final Ledger ledger;
    private final Pause pause;
    private final Postman postman;
    private final Map<Long, ExecutorService> queues = new ConcurrentHashMap<>();
    private final Map<Long, HeldBack> heldBack = new ConcurrentHashMap<>();
    private final ExecutorService late = Executors.newVirtualThreadPerTaskExecutor();

    private record HeldBack(Runnable delivery) {}

    public Notifier(World world, Faults faults, Ledger ledger, Pause pause) {
        this.world = world;
        this.faults = faults;
        this.ledger = ledger;
        this.pause = pause;
        this.postman = new Postman(ledger);
    }

    /** To every client that is paired with the account. */
    public void tell(long companyId, String rxId) {
        world.pairings().stream()
                .filter(pairing -> pairing.companyId() == companyId)
                .forEach(pairing -> tell(pairing, rxId));
    }

    private void tell(Pairing pairing, String rxId) {
        var url = address(pairing);
        if (url.isEmpty()) {
            return;
        }
        var target = new Target("notification", Optional.of(pairing.companyId()), Optional.of(rxId));
        Runnable delivery = () -> postman.deliver(pairing, rxId, url.get());
        if (faults.hits(FaultKind.NOTIFICATION_LOST, target)) {
            ledger.told(pairing.companyId(), rxId, pairing.clientId(), url, Optional.empty(), Optional.of("lost"), 0);
            return;
        }
        if (faults.hits(FaultKind.NOTIFICATION_REORDERED, target)) {
            holdBack(pairing.companyId(), delivery);
            return;
        }
        var delay = faults.take(FaultKind.NOTIFICATION_LATE, target);
        if (delay.isPresent()) {
            late.execute(() -> deliverLate(delay.get(), delivery));
            return;
        }
        enqueue(pairing.companyId(), delivery);
        if (faults.hits(FaultKind.NOTIFICATION_DUPLICATED, target)) {
            enqueue(pairing.companyId(), delivery);
        }
    }

    /** The URL of the partner's registration, else the pairing's, else none: then nobody is told. */
    private Optional<String> address(Pairing pairing) {
        return world.client(pairing.clientId())
                .flatMap(client -> client.callbackUrl())
                .or(pairing::callbackUrl);
    }

    private void enqueue(long companyId, Runnable delivery) {
        var next = Optional.ofNullable(heldBack.remove(companyId));
        submit(companyId, delivery);
        next.ifPresent(held -> submit(companyId, held.delivery()));
    }

    private void submit(long companyId, Runnable delivery) {
        queues.computeIfAbsent(companyId, account -> queue()).execute(delivery);
    }

    private void holdBack(long companyId, Runnable delivery) {
        var held = new HeldBack(delivery);
        var before = Optional.ofNullable(heldBack.put(companyId, held));
        before.ifPresent(earlier -> submit(companyId, earlier.delivery()));
        late.execute(() -> {
            if (pause.lasting(HELD_BACK) && heldBack.remove(companyId, held)) {
                submit(companyId, delivery);
            }
        });
    }

    private void deliverLate(Fault fault, Runnable delivery) {
        if (pause.lasting(Duration.ofMillis(fault.millis().orElse(2000L)))) {
            delivery.run();
        }
    }

    private static ExecutorService queue() {
        return Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("notifier-", 0).factory());
    }

    @Override
    public void close() {
        late.shutdownNow();
        queues.values().forEach(ExecutorService::shutdownNow);
        postman.close();
    }
}
