package dev.scanrelay.audit;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Has the record of the request at hand committed; the answer is what to tell the caller if that fails. Made at the first call, as
 * filters are made before settings are read.
 */
@ApplicationScoped
class Recorder {

    private static final Logger LOG = Logger.getLogger(Recorder.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);
    private static final String NOT_DONE = "The call could not be recorded, so it was not done. Come again later.";

    private final Entries entries;
    private final AuditTrail trail;
    private final AuditSettings settings;
    private final CurrentIdentityAssociation identity;
    private final Clock clock;
    private final Counter withheld;

    Recorder(
            Entries entries,
            AuditTrail trail,
            AuditSettings settings,
            CurrentIdentityAssociation identity,
            Clock clock,
            MeterRegistry registry) {
        this.entries = entries;
        this.trail = trail;
        this.settings = settings;
        this.identity = identity;
        this.clock = clock;
        this.withheld = Counter.builder("scanrelay.audit.withheld")
                .description(
                        "Calls, and parts of one, that were not done or not answered because they could not be recorded")
                .register(registry);
    }

    Uni<Optional<HttpProblem>> begun(String action) {
        return write(here(beginning(action).chain(entries::write)), trail.requestId(), action, NOT_DONE);
    }

    /** What a record says that the call has begun, as far as it is known. */
    Uni<Entry> beginning(String action) {
        Instant now = now();
        UUID request = trail.requestId();
        Set<Subject> subjects = trail.subjects();
        return actor().map(actor -> Entry.begun(now, request, action, actor, subjects));
    }

    /** Asks nothing of the request, which may be over but for its answer. */
    Uni<Optional<HttpProblem>> part(Entry call, AccountId account) {
        return write(inTime(entries.writeApart(call.part(now(), account))), call.requestId(), call.action(), NOT_DONE);
    }

    /** Asks nothing of the request either. */
    Uni<Optional<HttpProblem>> told(Entry call, Collection<Subject> about) {
        return write(
                inTime(entries.writeApart(call.told(now(), about))),
                call.requestId(),
                call.action(),
                "What comes next could not be recorded, so it was not told. Come again later.");
    }

    Uni<Optional<HttpProblem>> ended(String action, int status) {
        return write(
                here(ending(action, status).chain(entries::write)),
                trail.requestId(),
                action,
                "The call could not be recorded, so its answer is withheld. A read may be repeated; look before you repeat a write.");
    }

    /** What to do if the answer at hand breaks off while it is written: record it, which the sender does not wait for. */
    Uni<Runnable> brokenOff(String action, int status) {
        return ending(action, status)
                .map(ended -> () -> Infrastructure.getDefaultWorkerPool().execute(() -> broken(ended)));
    }

    private void broken(Entry ended) {
        try {
            Entry entry = ended.brokenOff(now());
            await(inTime(entries.write(entry)));
        } catch (RuntimeException | Error failure) {
            LOG.errorf(
                    "An answer broke off and that could not be recorded action=%s requestId=%s cause=%s",
                    ended.action(), ended.requestId(), failure.getClass().getSimpleName());
        }
    }

    /** What a record says of a call that is answered, as far as it is known. */
    Uni<Entry> ending(String action, int status) {
        Instant now = now();
        UUID request = trail.requestId();
        Set<Subject> subjects = trail.subjects();
        return actor().map(actor -> Entry.ended(now, request, action, actor, status, subjects));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Uni<Optional<HttpProblem>> write(Uni<Void> written, UUID request, String action, String detail) {
        return written.map(done -> Optional.<HttpProblem>empty()).onFailure().recoverWithItem(failure -> {
            LOG.errorf(
                    "A call could not be recorded and was not answered action=%s requestId=%s cause=%s",
                    action, request, failure.getClass().getSimpleName());
            withheld.increment();
            return Optional.of(Problems.unavailable(detail, COME_AGAIN));
        });
    }

    private Uni<Actor> actor() {
        Optional<Actor> known = trail.actor();
        return known.isPresent()
                ? Uni.createFrom().item(known.get())
                : identity.getDeferredIdentity().map(Recorder::actor);
    }

    private static Actor actor(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof Accountable caller ? caller.actor() : Actor.NOBODY;
    }

    /** Resources on virtual threads wait, those on the event loop may not. */
    private Uni<Void> here(Uni<Void> written) {
        Uni<Void> inTime = inTime(written);
        return Context.isOnEventLoopThread()
                ? inTime
                : Uni.createFrom().voidItem().invoke(() -> await(inTime));
    }

    private Uni<Void> inTime(Uni<Void> written) {
        return written.ifNoItem().after(settings.patience()).fail();
    }

    private static void await(Uni<Void> written) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> written);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable checked) {
            throw new IllegalStateException("a record can't be written", checked);
        }
    }
}
