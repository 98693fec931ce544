package dev.scanrelay.faults;

import dev.scanrelay.faults.Step.Telling;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxClient.ShownFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Makes a script happen. Scans and faults come from one thread, so that a fault meets the scan that it was meant for. */
final class Play {

    private static final long MESH_BYTES = 120_000;
    private static final Map<String, ?> SMALL = Map.of("bytes", MESH_BYTES, "imageWidth", 64);
    private static final long LATE_MILLIS = 2_000;

    private final Surroundings around;
    private final SandboxClient sandbox;
    private final List<Replica> replicas;
    private final Map<Integer, String> rxIds = new ConcurrentHashMap<>();

    Play(Surroundings around, List<Replica> replicas) {
        this.around = around;
        this.sandbox = around.sandbox();
        this.replicas = replicas;
    }

    /** Says how many calls each kind of fault hit. */
    Map<String, Integer> run(Script script) {
        long begin = System.nanoTime();
        try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Step step : script.steps()) {
                awaitMoment(begin + step.at().toNanos());
                if (step instanceof Step.Outage outage) {
                    aside.submit(() -> takeAway(outage));
                } else {
                    make(step);
                }
            }
        }
        Map<String, Integer> hits = sandbox.faults().stream()
                .collect(Collectors.toMap(shown -> shown.fault().kind(), ShownFault::hits, Integer::sum, TreeMap::new));
        sandbox.clearFaults();
        return hits;
    }

    private void make(Step step) {
        switch (step) {
            case Step.Scan scan -> {
                spoil(scan.telling(), scan.account());
                rxIds.put(scan.number(), sandbox.scan(scan.account(), SMALL).rxId());
            }
            case Step.Rescan again -> {
                spoil(again.telling(), 0);
                sandbox.rescan(rxIds.get(again.number()));
            }
            case Step.Repeat repeat -> sandbox.notifyAgain(rxIds.get(repeat.number()));
            case Step.Trouble trouble -> sandbox.fault(and(trouble.fault(), Map.of("account", trouble.account())));
            case Step.Kill kill -> replicas.get(kill.replica()).kill();
            case Step.Outage elsewhere -> throw new IllegalArgumentException("not from this thread");
        }
    }

    private void spoil(Telling telling, long account) {
        String kind = "NOTIFICATION_" + telling;
        Map<String, ?> whose = account == 0 ? Map.of() : Map.of("account", account);
        switch (telling) {
            case PLAIN -> {}
            case LATE -> sandbox.fault(and(whose, Map.of("kind", kind, "times", 1, "millis", LATE_MILLIS)));
            case LOST, DUPLICATED, REORDERED -> sandbox.fault(and(whose, Map.of("kind", kind, "times", 1)));
        }
    }

    private static Map<String, ?> and(Map<String, ?> some, Map<String, ?> more) {
        Map<String, Object> all = new ConcurrentHashMap<>(some);
        all.putAll(more);
        return all;
    }

    private void takeAway(Step.Outage outage) {
        System.out.printf(
                "%s is away for %d s%n", outage.service(), outage.length().toSeconds());
        around.stop(outage.service());
        awaitMoment(System.nanoTime() + outage.length().toNanos());
        around.startAgain(outage.service());
        System.out.printf("%s is back%n", outage.service());
    }

    private static void awaitMoment(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, Duration.ofSeconds(1).toNanos()));
        }
    }
}
