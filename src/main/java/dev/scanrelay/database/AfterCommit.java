package dev.scanrelay.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is to be done once a transaction is committed; Hibernate Reactive has no hook for it. */
final class AfterCommit {

    private final Map<Mutiny.Session, List<Runnable>> actions = new ConcurrentHashMap<>();

    void add(Mutiny.Session session, Runnable action) {
        actions.computeIfAbsent(session, first -> new ArrayList<>()).add(action);
    }

    List<Runnable> take(Mutiny.Session session) {
        return Optional.ofNullable(actions.remove(session)).orElse(List.of());
    }
}
