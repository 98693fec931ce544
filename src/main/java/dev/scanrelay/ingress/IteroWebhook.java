package dev.scanrelay.ingress;

import dev.scanrelay.concurrent.Slots;
import dev.scanrelay.ingress.Decision.Accept;
import dev.scanrelay.ingress.Decision.Refuse;
import dev.scanrelay.problem.ProblemAnswer;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.trace.Step;
import dev.scanrelay.trace.Tracing;
import io.netty.handler.codec.http2.Http2Error;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * {@code POST /webhooks/itero/{key}}: check the key, read, decide, store, answer. Plain routes of the HTTP server instead of a REST resource:
 * nothing between the socket and Kafka that does not serve the notification.
 */
final class IteroWebhook {

    private static final Logger LOG = Logger.getLogger(IteroWebhook.class);

    static final String PATH = "/webhooks/itero/:key";

    /** Its name in traces; the path itself is a secret. */
    private static final String ROUTE = "POST /webhooks/itero/{key}";

    /** Before the filters of Quarkus: none of them is for us. */
    private static final int EARLY = Integer.MIN_VALUE + 1;

    private final Decider decider;
    private final Acceptance acceptance;
    private final Slots inFlight;
    private final Counts counts;
    private final Tracing tracing;
    private final ProblemAnswer answer;
    private final IngressSettings settings;
    private final HttpProblem unavailable;
    private final HttpProblem tooMany;

    IteroWebhook(
            Decider decider,
            Acceptance acceptance,
            Counts counts,
            Tracing tracing,
            ProblemAnswer answer,
            IngressSettings settings) {
        this.decider = decider;
        this.acceptance = acceptance;
        this.inFlight = new Slots(settings.inFlight());
        this.counts = counts;
        this.tracing = tracing;
        this.answer = answer;
        this.settings = settings;
        this.unavailable =
                Problems.unavailable("The notification was not stored. Send it again.", settings.retryAfter());
        this.tooMany =
                Problems.unavailable("Too many notifications wait to be stored. Send it again.", settings.retryAfter());
    }

    void mount(Router router) {
        router.route(HttpMethod.POST, PATH).order(EARLY).handler(this::take).failureHandler(this::fail);
        router.route(PATH).order(EARLY).handler(this::refuseMethod).failureHandler(this::fail);
        // Nothing else is under this path; a key in a mistyped one must not reach a log.
        router.route("/webhooks/*").order(EARLY + 1).handler(other -> refuse(other.response(), Refusal.FORGED_KEY));
    }

    private void take(RoutingContext route) {
        decider.refuse(route.pathParam("key"))
                .ifPresentOrElse(stranger -> turnAway(route, stranger), () -> read(route));
    }

    private void read(RoutingContext route) {
        body(route)
                .read(
                        body -> answered(route, body),
                        () -> refuseAndHangUp(route, Refusal.BODY_TOO_LARGE),
                        () -> refuseAndHangUp(route, Refusal.BODY_TOO_SLOW),
                        counts::aborted);
    }

    /** Told at once, and nothing of the body is kept; what is under way of it may arrive, so that the answer is read. */
    private void turnAway(RoutingContext route, Refusal refusal) {
        refuse(route.response(), refusal);
        if (!route.request().isEnded()) {
            body(route).discard(() -> hangUp(route));
        }
    }

    private Body body(RoutingContext route) {
        return new Body(route.request(), (int) settings.maxBodySize().asLongValue(), settings.bodyTimeout());
    }

    /** The body comes outside the route's own handling, which would see to a failure. */
    private void answered(RoutingContext route, byte[] body) {
        try {
            decide(route, body);
        } catch (RuntimeException unforeseen) {
            route.fail(unforeseen);
        }
    }

    private void decide(RoutingContext route, byte[] body) {
        switch (decider.decide(delivery(route, body))) {
            case Accept accept -> store(accept.notification(), route.response());
            case Refuse refuse -> refuse(route.response(), refuse.refusal());
        }
    }

    private static Delivery delivery(RoutingContext route, byte[] body) {
        HttpServerRequest request = route.request();
        return new Delivery(
                route.pathParam("key"),
                request.headers(),
                request.connection().remoteAddress().hostAddress(),
                () -> ClientCertificates.of(request),
                body);
    }

    private void store(Notification notification, HttpServerResponse response) {
        inFlight.take().ifPresentOrElse(slot -> store(notification, slot, response), () -> {
            counts.tooMany();
            answer.send(response, tooMany);
        });
    }

    private void store(Notification notification, Slots.Slot slot, HttpServerResponse response) {
        Context loop = Vertx.currentContext();
        long begun = System.nanoTime();
        Step step = tracing.served(ROUTE)
                .say("scanrelay.account", notification.account().value());
        try {
            acceptance.accept(
                    notification,
                    step.here(),
                    stored -> loop.runOnContext(back -> {
                        slot.close();
                        counts.took(stored, Duration.ofNanos(System.nanoTime() - begun));
                        ended(step, stored);
                        finish(response, stored);
                    }));
        } catch (RuntimeException unforeseen) {
            slot.close();
            step.failed("not foreseen");
            step.close();
            throw unforeseen;
        }
    }

    private static void ended(Step step, Stored stored) {
        step.say("scanrelay.outcome", stored.name().toLowerCase(Locale.ROOT));
        if (stored == Stored.NOWHERE) {
            step.failed("not stored");
        }
        step.close();
    }

    private void finish(HttpServerResponse response, Stored stored) {
        switch (stored) {
            case KAFKA -> counts.accepted();
            case SPOOL -> counts.spooled();
            case NOWHERE -> counts.unavailable();
        }
        if (response.ended() || response.closed()) {
            return; // the sender did not wait
        }
        if (stored == Stored.NOWHERE) {
            answer.send(response, unavailable);
        } else {
            response.setStatusCode(202).end();
        }
    }

    private void refuseMethod(RoutingContext route) {
        route.response().putHeader("Allow", "POST");
        refuse(route.response(), Refusal.METHOD);
    }

    private void refuse(HttpServerResponse response, Refusal refusal) {
        counts.refused(refusal);
        answer.send(response, refusal.problem());
    }

    /** A sender that is still in the middle of its body would go on with it. */
    private void refuseAndHangUp(RoutingContext route, Refusal refusal) {
        if (!isOneOfMany(route)) {
            route.response().putHeader("Connection", "close");
        }
        route.response().bodyEndHandler(said -> hangUp(route));
        refuse(route.response(), refusal);
    }

    /** Others may be under way on the same connection of HTTP/2: of it, only this one ends (RFC 9113, section 8.1). */
    private static void hangUp(RoutingContext route) {
        if (isOneOfMany(route)) {
            route.response().reset(Http2Error.NO_ERROR.code());
        } else {
            route.request().connection().close();
        }
    }

    private static boolean isOneOfMany(RoutingContext route) {
        return route.request().version() == HttpVersion.HTTP_2;
    }

    /** Answered here, because the server's own handler logs the path and thereby the key. */
    private void fail(RoutingContext route) {
        if (route.statusCode() >= 400 && route.statusCode() < 500) {
            refuse(route.response(), Refusal.FORGED_KEY); // a path that can't be decoded
            return;
        }
        LOG.errorf("A notification could not be handled cause=%s at=%s", cause(route), origin(route));
        answer.send(route.response(), Problems.internal());
    }

    /** Its class alone: a message may repeat what came in. */
    private static String cause(RoutingContext route) {
        return route.failure() == null ? "none" : route.failure().getClass().getName();
    }

    private static String origin(RoutingContext route) {
        return Optional.ofNullable(route.failure()).stream()
                .flatMap(failure -> Arrays.stream(failure.getStackTrace()))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("none");
    }
}
