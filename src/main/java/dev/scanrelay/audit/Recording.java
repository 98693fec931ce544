package dev.scanrelay.audit;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Records every call of an {@link Audited} method before the first byte of its answer, whatever the answer is, and a call that may
 * change something also before it is done. What can't be recorded is not answered: the caller gets 503 in place of the data.
 */
@Singleton
final class Recording {

    private static final int UNAUTHORIZED = 401;
    private static final int AFTER_OTHER_FILTERS = Priorities.USER + 1000;
    /** Filters of answers run from high to low: none changes the answer after it is recorded. */
    private static final int LAST = Integer.MIN_VALUE;

    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Recorder recorder;
    private final AuditTrail trail;

    Recording(Recorder recorder, AuditTrail trail) {
        this.recorder = recorder;
        this.trail = trail;
    }

    /** A write that can't be recorded does not go out. */
    @ServerRequestFilter(priority = AFTER_OTHER_FILTERS)
    public Uni<Response> begin(ContainerRequestContext request, ResourceInfo resource) {
        return audited(resource)
                .filter(audited -> !audited.reads() && !READS.contains(request.getMethod()))
                .map(audited -> begin(audited.value(), request))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private Uni<Response> begin(String action, ContainerRequestContext request) {
        UrlIds.note(request.getUriInfo(), trail);
        trail.begin(action);
        return recorder.begun(action)
                .invoke(problem -> problem.ifPresent(withheld -> trail.close()))
                .chain(problem -> problem.map(withheld -> Uni.createFrom().item(withheld.toResponse()))
                        .orElseGet(() -> Uni.createFrom().nullItem()));
    }

    @ServerResponseFilter(priority = LAST)
    public Uni<Void> end(
            ContainerRequestContext request, ContainerResponseContext answer, @Nullable ResourceInfo resource) {
        return audited(resource)
                .filter(audited -> answer.getStatus() != UNAUTHORIZED && trail.close())
                .map(audited -> end(audited.value(), request, answer))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> end(String action, ContainerRequestContext request, ContainerResponseContext answer) {
        UrlIds.note(request.getUriInfo(), trail);
        answer.getHeaders().putSingle("X-Request-Id", trail.requestId().toString());
        return recorder.ended(action, answer.getStatus())
                .invoke(problem -> problem.ifPresent(withheld -> Withheld.replace(answer, withheld)))
                .chain(() -> watch(action, answer));
    }

    /** The record says what was handed out; a second one will say so if it does not get through whole. */
    private Uni<Void> watch(String action, ContainerResponseContext answer) {
        return answer.getEntity() instanceof StreamingOutput content
                ? recorder.brokenOff(action, answer.getStatus())
                        .invoke(brokeOff -> answer.setEntity(new Watched(content, brokeOff)))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private static Optional<Audited> audited(@Nullable ResourceInfo resource) {
        return Optional.ofNullable(resource)
                .map(ResourceInfo::getResourceMethod)
                .map(method -> method.getAnnotation(Audited.class));
    }
}
