package dev.scanrelay.push;

import dev.scanrelay.database.Database;
import dev.scanrelay.egress.Answer;
import dev.scanrelay.endpoint.Endpoints;
import dev.scanrelay.secret.Vault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records how an attempt ended that did not deliver, in one transaction that holds the endpoint: the delivery, the attempt, the next event of
 * the same order, and how the endpoint is doing. {@link Deliveries} records the others.
 */
@ApplicationScoped
class Settlement {

    private static final Logger LOG = Logger.getLogger(Settlement.class);
    private static final int STUMBLES = 3;
    private static final long NEVER = -1;
    private static final Duration NO_ROOM = Duration.ofSeconds(5);

    private final Database database;
    private final Endpoints endpoints;
    private final Vault vault;
    private final PushSettings settings;
    private final Ladder ladder;

    Settlement(Database database, Endpoints endpoints, Vault vault, PushSettings settings) {
        this.database = database;
        this.endpoints = endpoints;
        this.vault = vault;
        this.settings = settings;
        this.ladder = new Ladder(settings, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** How the endpoint was doing before. */
    private record Health(Optional<Duration> failingFor, int streak, Optional<Long> probe) {

        boolean isFailing() {
            return failingFor.isPresent();
        }
    }

    /** An event that is no longer there is delivered to nobody. */
    void vanished(Due due) {
        database.write(session -> hold(session, due)
                .chain(() -> end(session, due, "dropped"))
                .chain(() -> execute(session, PushSql.NEXT_PROBE, due))
                .chain(() -> Deliveries.reschedule(session, Set.of(due.endpoint()))));
    }

    /** True: the endpoint takes nothing for now. */
    boolean settle(Due due, Answer answer, Verdict verdict) {
        return database.write(session -> hold(session, due)
                .chain(health -> switch (verdict) {
                    case Verdict.Delivered delivered ->
                        throw new IllegalArgumentException("what was delivered is a receipt");
                    case Verdict.Dropped dropped -> dropped(session, due, answer, verdict);
                    case Verdict.Gone gone -> gone(session, due, answer, gone);
                    case Verdict.Untried untried -> untried(session, due, untried);
                    case Verdict.Failed failed -> failed(session, due, answer, failed, health);
                })
                .call(() -> Deliveries.reschedule(session, Set.of(due.endpoint()))));
    }

    private static Uni<Health> hold(Mutiny.Session session, Due due) {
        return session.createNativeQuery(PushSql.HOLD, Object[].class)
                .setParameter("endpoint", due.endpoint())
                .getSingleResultOrNull()
                .map(Settlement::health);
    }

    private static Health health(Object @Nullable [] row) {
        return row == null
                ? new Health(Optional.empty(), 0, Optional.empty())
                : new Health(
                        Optional.ofNullable((Number) row[0]).map(seconds -> Duration.ofSeconds(seconds.longValue())),
                        ((Number) row[1]).intValue(),
                        Optional.ofNullable((Number) row[2]).map(Number::longValue));
    }

    /** It does not want this one, and it works. */
    private Uni<Boolean> dropped(Mutiny.Session session, Due due, Answer answer, Verdict verdict) {
        return end(session, due, "dropped")
                .chain(ours -> ours
                        ? note(session, due, answer, verdict, NEVER)
                                .chain(() -> execute(session, PushSql.WELL, due))
                                .replaceWith(false)
                        : nothing());
    }

    /** Nothing is lost: what it missed is delivered when somebody enables it again. */
    private Uni<Boolean> gone(Mutiny.Session session, Due due, Answer answer, Verdict.Gone gone) {
        return postpone(session, due, 1, 0)
                .chain(ours -> ours
                        ? note(session, due, answer, gone, NEVER).chain(() -> disable(session, due, gone.reason()))
                        : nothing());
    }

    /** It is not noted as an attempt, and costs none. */
    private static Uni<Boolean> untried(Mutiny.Session session, Due due, Verdict.Untried untried) {
        return postpone(session, due, 0, 0)
                .chain(ours -> ours
                        ? Deliveries.holdOff(session, Set.of(due.endpoint()), untried.label(), NO_ROOM)
                                .replaceWith(true)
                        : nothing());
    }

    private Uni<Boolean> failed(Mutiny.Session session, Due due, Answer answer, Verdict.Failed failed, Health health) {
        boolean another = health.isFailing() && !health.probe().equals(Optional.of(due.id()));
        if (another && !failed.alive()) { // it was under way when the endpoint failed: this costs it nothing
            return postpone(session, due, 0, 0)
                    .chain(ours -> ours ? note(session, due, answer, failed, 0).replaceWith(true) : nothing());
        }
        return health.isFailing() && due.attempts() == 0 && !failed.alive()
                ? firstToFail(session, due)
                        .chain(first -> first.isPresent()
                                ? sameOpinion(session, due, answer, failed, first.get())
                                : counted(session, due, answer, failed, health))
                : counted(session, due, answer, failed, health);
    }

    /** Another event fails as well: it is the endpoint, and the first one goes on trying. */
    private Uni<Boolean> sameOpinion(
            Mutiny.Session session, Due due, Answer answer, Verdict.Failed failed, long first) {
        return postpone(session, due, 0, 0)
                .chain(ours -> ours
                        ? note(session, due, answer, failed, 0)
                                .chain(() -> probe(session, PushSql.FAILING, due.endpoint(), first))
                        : nothing());
    }

    private static Uni<Optional<Long>> firstToFail(Mutiny.Session session, Due due) {
        return session.createNativeQuery(PushSql.FIRST_TO_FAIL, Object[].class)
                .setParameter("endpoint", due.endpoint())
                .setParameter("probe", due.id())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(columns -> ((Number) columns[0]).longValue()));
    }

    private Uni<Boolean> counted(Mutiny.Session session, Due due, Answer answer, Verdict.Failed failed, Health health) {
        Optional<Duration> wait = ladder.after(due.attempts(), due.age(), failed.retryAfter());
        if (wait.isEmpty()) {
            return end(session, due, "given-up")
                    .chain(ours -> ours ? givenUp(session, due, answer, failed) : nothing());
        }
        long millis = wait.get().toMillis();
        return postpone(session, due, 1, millis)
                .chain(ours -> ours
                        ? note(session, due, answer, failed, millis)
                                .chain(() -> endpointFailed(session, due, failed, health))
                        : nothing());
    }

    private Uni<Boolean> givenUp(Mutiny.Session session, Due due, Answer answer, Verdict.Failed failed) {
        LOG.warnf("Delivery given up endpoint=%s delivery=%d cause=%s", due.endpoint(), due.id(), failed.label());
        return note(session, due, answer, failed, NEVER)
                .chain(() -> execute(session, PushSql.NEXT_PROBE, due))
                .replaceWith(false);
    }

    private Uni<Boolean> disable(Mutiny.Session session, Due due, String reason) {
        LOG.warnf("Endpoint disabled endpoint=%s reason=%s", due.endpoint(), reason);
        return endpoints.disable(session, due.endpoint(), reason).replaceWith(true);
    }

    /** Another process took it over: what came of it here is its alone to say. */
    private static Uni<Boolean> nothing() {
        return Uni.createFrom().item(false);
    }

    /** It fails as a whole when it takes nothing now, or when one event after the other is not taken at the first attempt. */
    private Uni<Boolean> endpointFailed(Mutiny.Session session, Due due, Verdict.Failed failed, Health health) {
        if (failed.alive()) {
            return execute(session, PushSql.WELL, due).replaceWith(false);
        }
        boolean stumbles = due.attempts() == 0 && health.streak() + 1 >= STUMBLES;
        if (!failed.down() && !stumbles && !health.isFailing()) {
            return due.attempts() == 0
                    ? execute(session, PushSql.STUMBLED, due).replaceWith(false)
                    : Uni.createFrom().item(false);
        }
        if (health.failingFor()
                .filter(time -> time.compareTo(settings.disableAfter()) >= 0)
                .isPresent()) {
            return disable(session, due, "failing");
        }
        if (!health.isFailing()) {
            LOG.warnf(
                    "Endpoint fails, one event is tried until it answers endpoint=%s cause=%s",
                    due.endpoint(), failed.label());
        }
        return probe(
                session, failed.mayBeTheEvent() ? PushSql.SECOND_OPINION : PushSql.FAILING, due.endpoint(), due.id());
    }

    private static Uni<Boolean> probe(Mutiny.Session session, String statement, UUID endpoint, long probe) {
        return session.createNativeQuery(statement)
                .setParameter("endpoint", endpoint)
                .setParameter("probe", probe)
                .executeUpdate()
                .replaceWith(true);
    }

    private static Uni<Boolean> end(Mutiny.Session session, Due due, String state) {
        return session.createNativeQuery(PushSql.END)
                .setParameter("state", state)
                .setParameter("id", due.id())
                .setParameter("token", due.token())
                .executeUpdate()
                .chain(ours -> ours == 0
                        ? Uni.createFrom().item(false)
                        : session.createNativeQuery(PushSql.PROMOTE)
                                .setParameter("id", due.id())
                                .executeUpdate()
                                .replaceWith(true));
    }

    private static Uni<Boolean> postpone(Mutiny.Session session, Due due, int counted, long wait) {
        return session.createNativeQuery(PushSql.POSTPONE)
                .setParameter("id", due.id())
                .setParameter("token", due.token())
                .setParameter("counted", counted)
                .setParameter("wait", wait)
                .executeUpdate()
                .map(rows -> rows > 0);
    }

    /** @param wait until the next attempt in milliseconds, or {@link #NEVER} */
    private Uni<Integer> note(Mutiny.Session session, Due due, Answer answer, Verdict verdict, long wait) {
        Optional<Answer.Status> status = answer instanceof Answer.Status there ? Optional.of(there) : Optional.empty();
        return session.createNativeQuery(PushSql.NOTE)
                .setParameter("id", due.id())
                .setParameter("endpoint", due.endpoint())
                .setParameter("outcome", verdict.label())
                .setParameter("status", status.map(Answer.Status::code).orElse(null))
                .setParameter("took", Math.toIntExact(answer.took().toMillis()))
                .setParameter(
                        "body",
                        status.map(Answer.Status::body)
                                .filter(text -> !text.isEmpty())
                                .map(text -> vault.seal(text, SealedBodies.CONTEXT))
                                .orElse(null))
                .setParameter("wait", wait)
                .executeUpdate();
    }

    private static Uni<Integer> execute(Mutiny.Session session, String statement, Due due) {
        return session.createNativeQuery(statement)
                .setParameter("endpoint", due.endpoint())
                .executeUpdate();
    }
}
