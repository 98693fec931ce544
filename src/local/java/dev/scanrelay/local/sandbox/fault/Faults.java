package dev.scanrelay.local.sandbox.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The switches that are on. A fault with a count is used up by the calls it hits. */
public final class Faults {

    private static final int MOST = 10_000;

    private final Map<Long, Switch> switches = new LinkedHashMap<>();
    private long lastId;

    public record Shown(long id, Fault fault, int hits) {}

    private static final class Switch {
        private final Fault fault;
        private int seen;
        private int hits;

        Switch(Fault fault) {
            this.fault = fault;
        }

        boolean hit() {
            seen++;
            if (seen <= fault.after().orElse(0) || isUsedUp()) {
                return false;
            }
            hits++;
            return true;
        }

        boolean isUsedUp() {
            return fault.times().filter(times -> hits >= times).isPresent();
        }
    }

    public synchronized long add(Fault fault) {
        switches.put(++lastId, new Switch(fault));
        if (switches.size() > MOST) {
            switches.remove(switches.keySet().iterator().next());
        }
        return lastId;
    }

    public synchronized boolean remove(long id) {
        return switches.remove(id) != null;
    }

    public synchronized void clear() {
        switches.clear();
    }

    /** The fault of this kind that hits the target now, if any; counts as one hit. */
    public synchronized Optional<Fault> take(FaultKind kind, Target target) {
        return switches.values().stream()
                .filter(one -> one.fault.matches(kind, target) && one.hit())
                .findFirst()
                .map(one -> one.fault);
    }

    public boolean hits(FaultKind kind, Target target) {
        return take(kind, target).isPresent();
    }

    public synchronized List<Shown> all() {
        var shown = new ArrayList<Shown>();
        switches.forEach((id, one) -> shown.add(new Shown(id, one.fault, one.hits)));
        return shown;
    }
}
