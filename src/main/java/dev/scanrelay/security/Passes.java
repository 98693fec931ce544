package dev.scanrelay.security;

import dev.scanrelay.database.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says which passes are over: those of keys that were retired or have expired, and of tokens that have expired. A key that is not over counts as
 * used. Blocks: for virtual threads.
 */
@Singleton
public class Passes {

    private final Database database;
    private final KeyUses uses;
    private final Clock clock;

    Passes(Database database, KeyUses uses, Clock clock) {
        this.database = database;
        this.uses = uses;
        this.clock = clock;
    }

    /** One query, however many there are. */
    public Set<Pass> over(Collection<Pass> passes) {
        Instant now = clock.instant();
        Set<String> good = good(
                passes.stream()
                        .filter(pass -> pass.kind() == Pass.Kind.KEY)
                        .map(Pass::id)
                        .collect(Collectors.toSet()),
                now);
        good.forEach(id -> uses.note(id, now));
        return passes.stream().filter(pass -> isOver(pass, good, now)).collect(Collectors.toSet());
    }

    private static boolean isOver(Pass pass, Set<String> goodKeys, Instant now) {
        return switch (pass.kind()) {
            case KEY -> !goodKeys.contains(pass.id());
            case TOKEN -> pass.expiresAt().filter(at -> !now.isBefore(at)).isPresent();
        };
    }

    private Set<String> good(Set<String> ids, Instant now) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return database.read(session -> ApiKeys.select(session, "id = any(string_to_array(:ids, ' '))")
                .setParameter("ids", String.join(" ", ids))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(ApiKeys::key)
                        .filter(key -> !key.life().isOver(now))
                        .map(ApiKey::id)
                        .collect(Collectors.toSet())));
    }
}
