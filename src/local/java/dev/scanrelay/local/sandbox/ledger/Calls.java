package dev.scanrelay.local.sandbox.ledger;

import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Filter;
import dev.scanrelay.local.sandbox.http.Handler;
import dev.scanrelay.local.sandbox.http.Request;
import java.util.Map;
import java.util.TreeMap;

/** How often each call came, by the status it was answered with. */
public final class Calls implements Filter {

    private final Map<String, Map<Integer, Long>> counts = new TreeMap<>();

    @Override
    public Answer around(String call, Request request, Handler next) {
        var answer = next.handle(request);
        synchronized (this) {
            counts.computeIfAbsent(call, name -> new TreeMap<>()).merge(answer.status(), 1L, Long::sum);
        }
        return answer;
    }

    public synchronized Map<String, Map<Integer, Long>> counts() {
        var copy = new TreeMap<String, Map<Integer, Long>>();
        counts.forEach((call, byStatus) -> copy.put(call, new TreeMap<>(byStatus)));
        return copy;
    }

    public synchronized void clear() {
        counts.clear();
    }
}
