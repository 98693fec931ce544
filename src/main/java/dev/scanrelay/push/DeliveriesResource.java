package dev.scanrelay.push;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.endpoint.Endpoint;
import dev.scanrelay.endpoint.EndpointReach;
import dev.scanrelay.order.TimeText;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.push.Redelivery.Recovered;
import dev.scanrelay.push.Redelivery.Replayed;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** What became of an endpoint's deliveries, and having them made again. */
@Path("/api/v1/endpoints/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Endpoints")
class DeliveriesResource {

    private static final Logger LOG = Logger.getLogger(DeliveriesResource.class);
    private static final int RECOVERED_AT_ONCE = 10_000;
    private static final Pattern EVENT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Set<String> STATES = Set.of("waiting", "due", "delivered", "given-up", "dropped");
    private static final String EXAMPLE = """
        {"delivery":{"id":48213,"eventId":"5b3c6a52-2f0e-8f0a-9a39-3a8f0f6f6f10",\
        "type":"dev.scanrelay.order.ready.v1","subject":"orders/0b4c2f6e-8a1d-4e57-9b3c-5d6e7f8a9b0c","position":90122,"state":"due","attempts":1,\
        "replay":false,"createdAt":"2026-03-02T09:15:31Z","nextAttemptAt":"2026-03-02T09:15:37Z"},\
        "attempts":[{"at":"2026-03-02T09:15:32Z","outcome":"status-503","status":503,"tookMs":212,"answer":"busy",\
        "nextAttemptAt":"2026-03-02T09:15:37Z"}]}""";

    private final EndpointReach reach;
    private final DeliveryLog log;
    private final Redelivery redelivery;
    private final TestEvents tests;
    private final PushSettings settings;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;
    private final Clock clock;

    DeliveriesResource(
            EndpointReach reach,
            DeliveryLog log,
            Redelivery redelivery,
            TestEvents tests,
            PushSettings settings,
            Caller caller,
            AuditTrail trail,
            Intent intent,
            Clock clock) {
        this.reach = reach;
        this.log = log;
        this.redelivery = redelivery;
        this.tests = tests;
        this.settings = settings;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
        this.clock = clock;
    }

    @GET
    @Path("deliveries")
    @RolesAllowed({Scopes.ENDPOINTS_READ, Scopes.ENDPOINTS_WRITE})
    @Audited("delivery.list")
    @Operation(
            operationId = "listDeliveries",
            summary = "An endpoint's deliveries, the latest first",
            description = "Those that ended are kept for 30 days, unless this installation has set it otherwise.")
    @APIResponse(responseCode = "400", description = "A parameter is not allowed; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such endpoint, or this key may not see it.")
    @APIResponse(responseCode = "200", description = "A page, which may be empty.")
    public DeliveryPage list(
            @Parameter(description = "As its creation answered.") @PathParam("id") UUID id,
            @Parameter(description = "waiting, due, delivered, given-up or dropped; all if left out.")
                    @QueryParam("state")
                    Optional<String> state,
            @Parameter(description = "One event's, by its id.") @QueryParam("event") Optional<String> event,
            @Parameter(description = "1 to 200; 50 if left out.") @QueryParam("limit") @DefaultValue("50") int limit,
            @Parameter(description = "The next of the page before.") @QueryParam("before") Optional<Long> before) {
        Endpoint endpoint = own(id);
        if (limit < 1 || limit > 200) {
            throw Problems.invalid("limit must be 1 to 200.");
        }
        if (!state.map(STATES::contains).orElse(true)) {
            throw Problems.invalid("state must be waiting, due, delivered, given-up or dropped.");
        }
        if (!event.map(one -> EVENT.matcher(one).matches()).orElse(true)) {
            throw Problems.invalid("event must be an event's id, as webhook-id has it.");
        }
        long last = before.orElse(Long.MAX_VALUE);
        Set<String> states = state.map(Set::of).orElse(STATES);
        List<DeliveryView> found = event.map(one -> log.ofEvent(endpoint.id(), one, last, states, limit + 1))
                .orElseGet(() -> log.list(endpoint.id(), last, states, limit + 1));
        List<DeliveryView> page = found.stream().limit(limit).toList();
        return new DeliveryPage(
                page, found.size() > limit ? Optional.of(page.getLast().id()) : Optional.empty());
    }

    @GET
    @Path("deliveries/{delivery}")
    @RolesAllowed({Scopes.ENDPOINTS_READ, Scopes.ENDPOINTS_WRITE})
    @Audited("delivery.read")
    @Operation(
            operationId = "getDelivery",
            summary = "One delivery and its attempts",
            description = "The latest 100 attempts, with the beginning of what the endpoint answered.")
    @APIResponse(responseCode = "404", description = "There is no such delivery, or this key may not see it.")
    @APIResponse(
            responseCode = "200",
            description = "The delivery.",
            content =
                    @Content(
                            schema = @Schema(implementation = DeliveryWithAttempts.class),
                            examples = @ExampleObject(name = "tried once", value = EXAMPLE)))
    public DeliveryWithAttempts read(
            @Parameter(description = "As its creation answered.") @PathParam("id") UUID id,
            @Parameter(description = "Its id in the list.") @PathParam("delivery") long delivery) {
        Endpoint endpoint = own(id);
        DeliveryView found = log.find(endpoint.id(), delivery).orElseThrow(() -> Problems.notFound("delivery"));
        return new DeliveryWithAttempts(found, log.attempts(delivery));
    }

    @POST
    @Path("deliveries/{delivery}/resend")
    @RolesAllowed(Scopes.ENDPOINTS_WRITE)
    @Audited("delivery.resend")
    @Operation(
            operationId = "resendDelivery",
            summary = "Send one event again, now",
            description =
                    "Under the same webhook-id, whatever became of it before. While the endpoint fails, this is the one that is tried.")
    @APIResponse(responseCode = "404", description = "There is no such delivery, or this key may not see it.")
    @APIResponse(
            responseCode = "409",
            description =
                    "delivery-waits: it goes out once the other event of its order is delivered or given up. Resend that one.")
    @APIResponse(
            responseCode = "202",
            description = "It is on its way; if the endpoint is disabled, once it is enabled.")
    public Response resend(
            @Parameter(description = "As its creation answered.") @PathParam("id") UUID id,
            @Parameter(description = "Its id in the list.") @PathParam("delivery") long delivery) {
        Endpoint endpoint = own(id);
        intent.commit();
        return switch (redelivery.resend(endpoint.id(), delivery)) {
            case UNDER_WAY -> {
                LOG.infof("Delivery asked for again endpoint=%s delivery=%d by=%s", id, delivery, caller.keyId());
                yield Response.accepted().build();
            }
            case WAITS ->
                throw Problems.conflict(
                        "delivery-waits",
                        "It waits for another event of its order, and goes out once that one is delivered or given up.");
            case UNKNOWN -> throw Problems.notFound("delivery");
        };
    }

    @POST
    @Path("recovery")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.ENDPOINTS_WRITE)
    @Audited("delivery.recover")
    @Operation(
            operationId = "recoverDeliveries",
            summary = "Send everything that failed since a time",
            description =
                    "What was given up or dropped since then is tried as if it were new, in its order; what waits for its next attempt is tried now."
                            + " 10,000 at a time.")
    @APIResponse(responseCode = "400", description = "A field is missing or not allowed; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such endpoint, or this key may not see it.")
    @APIResponse(responseCode = "200", description = "How many are on their way again.")
    public RecoveryView recover(
            @Parameter(description = "As its creation answered.") @PathParam("id") UUID id,
            @Valid @NotNull RecoveryAsk ask) {
        Endpoint endpoint = own(id);
        Instant since = ask.from();
        intent.commit();
        Recovered done = redelivery.recover(endpoint.id(), since, RECOVERED_AT_ONCE);
        LOG.infof(
                "Deliveries recovered endpoint=%s recovered=%d hurried=%d by=%s",
                id, done.recovered(), done.hurried(), caller.keyId());
        return new RecoveryView(done.recovered(), done.hurried(), done.more());
    }

    @POST
    @Path("replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.ENDPOINTS_WRITE)
    @Audited("delivery.replay")
    @Operation(
            operationId = "replayDeliveries",
            summary = "Deliver the events of a past time",
            description =
                    "What this endpoint hears of now: the part of it that it never got, or all of it once more, marked as a replay."
                            + " Events come by their order, under the ids they had. Page by page: while the answer has next, ask again"
                            + " with it, also where nothing was added: one call looks at 50,000 events. A page that is asked for twice is"
                            + " added once.")
    @APIResponse(responseCode = "400", description = "A field is missing or not allowed; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such endpoint, or this key may not see it.")
    @APIResponse(
            responseCode = "409",
            description = "too-much-waits: so many events wait for this endpoint that no more are added.")
    @APIResponse(
            responseCode = "503",
            description = "The database did not answer in time; Retry-After says when to come again.")
    @APIResponse(responseCode = "200", description = "What was added.")
    public ReplayView replay(
            @Parameter(description = "As its creation answered.") @PathParam("id") UUID id,
            @Valid @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ReplayAsk.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "a day once more",
                                                        value =
                                                                "{\"what\":\"all\",\"from\":\"2026-03-01\",\"until\":\"2026-03-02\"}"),
                                                @ExampleObject(
                                                        name = "what a new endpoint has missed",
                                                        value =
                                                                "{\"what\":\"missed\",\"from\":\"2026-03-01T06:00:00Z\",\"until\":\"2026-03-02\"}")
                                            }))
                    ReplayAsk ask) {
        Endpoint endpoint = own(id);
        boolean all = ask.isAll();
        Instant from = ask.start();
        Instant until = ask.end();
        if (!all && from.isBefore(clock.instant().minus(settings.keep()))) {
            throw Problems.invalid(
                    "from is before what is known of deliveries, so nobody can tell what was missed. Replay all of it instead.");
        }
        UUID replay =
                ask.replay().filter(named -> !named.equals(Redelivery.FIRST)).orElseGet(UUID::randomUUID);
        intent.commit();
        Replayed done = all
                ? redelivery.replay(
                        endpoint.id(), replay, from, until, ask.after().orElse(0L), ask.most())
                : redelivery.catchUp(endpoint.id(), from, until, ask.after().orElse(0L), ask.most());
        return switch (done) {
            case Replayed.Added(int added, Optional<Long> next) -> {
                LOG.infof(
                        "Deliveries added endpoint=%s what=%s added=%d by=%s",
                        id, all ? "all" : "missed", added, caller.keyId());
                yield new ReplayView(all ? Optional.of(replay) : Optional.empty(), added, next);
            }
            case Replayed.TooMuchWaits full ->
                throw Problems.conflict(
                        "too-much-waits",
                        "So many events wait for this endpoint that no more are added. Have them delivered first, or replay into another.");
        };
    }

    @GET
    @Path("statistics")
    @RolesAllowed({Scopes.ENDPOINTS_READ, Scopes.ENDPOINTS_WRITE})
    @Audited("endpoint.statistics")
    @Operation(
            operationId = "getEndpointStatistics",
            summary = "How an endpoint is doing",
            description = "Attempts of the last day, or since a time, and what is not delivered yet.")
    @APIResponse(responseCode = "400", description = "since is no time; detail says so.")
    @APIResponse(responseCode = "404", description = "There is no such endpoint, or this key may not see it.")
    @APIResponse(responseCode = "200", description = "Figures.")
    public StatisticsView statistics(
            @Parameter(description = "As its creation answered.") @PathParam("id") UUID id,
            @Parameter(description = "A time, or a date; a day ago if left out.") @QueryParam("since")
                    Optional<String> since) {
        Endpoint endpoint = own(id);
        Instant from = since.map(written ->
                        TimeText.read(written).orElseThrow(() -> Problems.invalid("since " + TimeText.RULE + ".")))
                .orElseGet(() -> clock.instant().minus(Duration.ofDays(1)));
        return log.statistics(
                endpoint.id(),
                from.truncatedTo(ChronoUnit.MICROS),
                clock.instant().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS));
    }

    @POST
    @Path("test")
    @RolesAllowed(Scopes.ENDPOINTS_WRITE)
    @Audited("endpoint.test")
    @Operation(
            operationId = "testEndpoint",
            summary = "Send a test event",
            description =
                    "A signed event of the type dev.scanrelay.endpoint.test.v1, at once, also while the endpoint is disabled or"
                            + " fails. It is tried once, and not listed among the deliveries. The answer says what the endpoint answered.")
    @APIResponse(responseCode = "404", description = "There is no such endpoint, or this key may not see it.")
    @APIResponse(responseCode = "409", description = "endpoint-unreadable: its URL or a secret can't be read any more.")
    @APIResponse(
            responseCode = "429",
            description = "Too many test events are under way; Retry-After says when to come again.")
    @APIResponse(
            responseCode = "200",
            description = "What came of it, good or bad.",
            content =
                    @Content(
                            schema = @Schema(implementation = TestView.class),
                            examples =
                                    @ExampleObject(
                                            name = "it works",
                                            value =
                                                    "{\"eventId\":\"5b3c6a52-2f0e-8f0a-9a39-3a8f0f6f6f10\",\"outcome\":\"delivered\","
                                                            + "\"status\":204,\"tookMs\":84}")))
    public TestView test(@Parameter(description = "As its creation answered.") @PathParam("id") UUID id) {
        Endpoint endpoint = own(id);
        intent.commit();
        TestView result = tests.send(endpoint);
        LOG.infof("Endpoint tested endpoint=%s outcome=%s by=%s", id, result.outcome(), caller.keyId());
        return result;
    }

    private Endpoint own(UUID id) {
        Endpoint endpoint = reach.own(id);
        endpoint.accounts().forEach(trail::account);
        return endpoint;
    }
}
