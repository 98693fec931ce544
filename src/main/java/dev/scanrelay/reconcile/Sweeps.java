package dev.scanrelay.reconcile;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.reconcile.Sweep.Run;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Who sweeps which pairing, and how far it is. Nothing of a lease that was taken over is written. */
@ApplicationScoped
class Sweeps {

    /** Names this process's leases; another start of the same program is another owner. */
    private final String owner = UUID.randomUUID().toString();

    /** So many clinics in a row that Align gives nothing: not one broken clinic, nor a few. */
    private static final int MANY = 5;

    private final Database database;
    private final ReconcileConfig config;

    Sweeps(Database database, ReconcileConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Gives new pairings their sweeps, and takes them from those that ended. */
    void plan(List<Planned> kinds) {
        String lines = kinds.stream()
                .map(planned -> "{\"kind\":\"" + planned.kind().wire() + "\",\"spread\":"
                        + planned.spread().toMillis() + "}")
                .collect(Collectors.joining(",", "[", "]"));
        database.write(session -> session.createNativeQuery(SweepSql.FORGET)
                .executeUpdate()
                .flatMap(forgotten -> session.createNativeQuery(SweepSql.PLAN)
                        .setParameter("kinds", lines)
                        .executeUpdate()));
    }

    /** Takes due sweeps of open pairings. */
    List<Sweep> take(List<Kind> kinds, int atMost) {
        return database.write(session -> session.createNativeQuery(SweepSql.TAKE, Tuple.class)
                .setParameter("kinds", kinds.stream().map(Kind::wire).toList())
                .setParameter("atMost", atMost)
                .setParameter("owner", owner)
                .setParameter("term", config.lease().toMillis())
                .getResultList()
                .map(rows -> rows.stream().map(Sweeps::sweep).toList()));
    }

    Uni<Boolean> begin(Mutiny.Session session, Sweep sweep, Run run) {
        return isMine(mine(session, SweepSql.BEGIN, sweep)
                .setParameter("runAt", run.at())
                .setParameter("runFrom", run.from()));
    }

    /** A page is read; the next one is known. */
    Uni<Boolean> advance(Mutiny.Session session, Sweep sweep, Run further, int listed, int found) {
        return isMine(mine(session, SweepSql.ADVANCE, sweep)
                .setParameter("cursor", further.cursor().orElse(null))
                .setParameter("trail", further.trail().text())
                .setParameter("listed", listed)
                .setParameter("found", found)
                .setParameter("term", config.lease().toMillis()));
    }

    /** An order that got no answer is left behind: that ends no failure, and is no answer for its region. */
    Uni<Boolean> passOver(Mutiny.Session session, Sweep sweep, Run further) {
        return isMine(mine(session, SweepSql.PASS_OVER, sweep)
                .setParameter("cursor", further.cursor().orElse(null))
                .setParameter("term", config.lease().toMillis()));
    }

    /** The last page is read. */
    Uni<Boolean> complete(Mutiny.Session session, Sweep sweep, int listed, int found, Pause pause, Instant now) {
        return isMine(mine(session, SweepSql.COMPLETE, sweep)
                .setParameter("listed", listed)
                .setParameter("found", found)
                .setParameter("last", pause.isForEver())
                .setParameter("wait", pause.afterAFind().toMillis())
                .setParameter("idleWait", pause.afterNothing().toMillis())
                .setParameter("now", now));
    }

    /** Gives it back as it is; it goes on after the wait. */
    void release(Sweep sweep, Duration wait) {
        database.write(session -> isMine(mine(session, SweepSql.RELEASE, sweep).setParameter("wait", wait.toMillis())));
    }

    /** How often it failed in a row until now; 0 if it is another's. */
    int failures(Sweep sweep) {
        return database.read(session -> session.createNativeQuery(SweepSql.FAILURES, Tuple.class)
                .setParameter("partner", sweep.partner().value())
                .setParameter("account", sweep.account().value())
                .setParameter("kind", sweep.kind().wire())
                .setParameter("token", sweep.token())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> ((Number) row.get("failures")).intValue())
                        .findFirst()
                        .orElse(0)));
    }

    /** @param anew whether the run begins again from its start */
    void postpone(Sweep sweep, Duration wait, String failure, boolean anew) {
        database.write(session -> isMine(mine(session, SweepSql.POSTPONE, sweep)
                .setParameter("wait", wait.toMillis())
                .setParameter("failure", failure)
                .setParameter("anew", anew)));
    }

    /** Align is out for one more clinic: if it is for several of a region, the region's others are left alone for a while. */
    int spareRegion(Sweep sweep, Duration wait, Duration lately) {
        return database.write(session -> session.createNativeQuery(SweepSql.SPARE_REGION)
                .setParameter("partner", sweep.partner().value())
                .setParameter("account", sweep.account().value())
                .setParameter("wait", (double) wait.toMillis())
                .setParameter("lately", (double) lately.toMillis())
                .setParameter("many", MANY)
                .executeUpdate());
    }

    private static Mutiny.Query<Object> mine(Mutiny.Session session, String sql, Sweep sweep) {
        return session.createNativeQuery(sql)
                .setParameter("partner", sweep.partner().value())
                .setParameter("account", sweep.account().value())
                .setParameter("kind", sweep.kind().wire())
                .setParameter("token", sweep.token());
    }

    private static Uni<Boolean> isMine(Mutiny.Query<Object> update) {
        return update.executeUpdate().map(rows -> rows == 1);
    }

    private static Sweep sweep(Tuple row) {
        return new Sweep(
                new PartnerId(row.get("partner_id", String.class)),
                new AccountId(row.get("account_id", String.class)),
                Kind.of(row.get("kind", String.class)),
                ((Number) row.get("lease_token")).longValue(),
                time(row, "since").orElseThrow(),
                time(row, "mark"),
                time(row, "run_at")
                        .map(at -> new Run(
                                at,
                                time(row, "run_from").orElseThrow(),
                                Optional.ofNullable(row.get("cursor", String.class)),
                                Trail.of(row.get("trail", String.class)))),
                ((Number) row.get("idle")).intValue(),
                ((Number) row.get("failures")).intValue());
    }

    static Optional<Instant> time(Tuple row, String column) {
        return switch (row.get(column)) {
            case null -> Optional.empty();
            case Instant instant -> Optional.of(instant);
            case OffsetDateTime offset -> Optional.of(offset.toInstant());
            default -> throw new IllegalStateException("a time of an unknown type");
        };
    }

    /** A kind of sweep that every pairing has, and the time over which first ones are spread. */
    record Planned(Kind kind, Duration spread) {}
}
