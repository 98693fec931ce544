package dev.scanrelay.endpoint;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.endpoint.EndpointSecret.Kind;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** Endpoints that events are delivered to. A key limited to accounts sees and makes those that hear of these accounts alone. */
@Path("/api/v1/endpoints")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Endpoints")
class EndpointsResource {

    private static final Logger LOG = Logger.getLogger(EndpointsResource.class);
    private static final Duration LONGEST_GRACE = Duration.ofDays(30);
    private static final String EXAMPLE = """
        {"id":"0b4c2f6e-8a1d-4e57-9b3c-5d6e7f8a9b0c","url":"https://dpms.example.com/scans","accounts":["104233"],\
        "types":["dev.scanrelay.order.ready.v1"],"payload":"id-only","concurrency":4,"enabled":true,\
        "createdAt":"2026-03-02T09:15:31Z","updatedAt":"2026-03-02T09:15:31Z"}""";

    private final Endpoints endpoints;
    private final EndpointReach reach;
    private final EndpointChecks checks;
    private final EndpointSettings settings;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;
    private final Clock clock;

    EndpointsResource(
            Endpoints endpoints,
            EndpointReach reach,
            EndpointChecks checks,
            EndpointSettings settings,
            Caller caller,
            AuditTrail trail,
            Intent intent,
            Clock clock) {
        this.endpoints = endpoints;
        this.reach = reach;
        this.checks = checks;
        this.settings = settings;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.ENDPOINTS_WRITE)
    @Audited("endpoint.create")
    @Operation(
            operationId = "createEndpoint",
            summary = "Have events delivered to a URL",
            description =
                    "Events that are announced from now on are posted to it, signed as Standard Webhooks 1.0. The answer holds"
                            + " the secret to verify them with, this once.")
    @APIResponse(responseCode = "201", description = "The endpoint and its secret.")
    @APIResponse(responseCode = "400", description = "A field is missing or not allowed; detail names it.")
    @APIResponse(responseCode = "409", description = "too-many-endpoints: the partner has as many as it may have.")
    public Response create(
            @Valid @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = EndpointAsk.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "ready orders of a clinic",
                                                            value =
                                                                    "{\"url\":\"https://dpms.example.com/scans\",\"accounts\":[\"104233\"],"
                                                                            + "\"types\":[\"dev.scanrelay.order.ready.v1\"]}")))
                    EndpointAsk ask) {
        checks.check(ask);
        ask.accounts().forEach(account -> trail.account(caller.own(account, "account")));
        requireAccounts(ask);
        if (endpoints.count(caller.partner()) >= settings.perPartner()) {
            throw Problems.conflict("too-many-endpoints", "The partner has too many endpoints. Delete one first.");
        }
        intent.commit();
        Endpoint endpoint = ask.endpoint(UUID.randomUUID(), caller.partner(), settings.concurrency(), now(), now(), 1);
        EndpointSecret secret = endpoints.add(endpoint);
        LOG.infof("Endpoint made endpoint=%s partner=%s by=%s", endpoint.id(), endpoint.partner(), caller.keyId());
        return Response.created(URI.create("/api/v1/endpoints/" + endpoint.id()))
                .header("Cache-Control", "no-store")
                .header("ETag", Version.tag(endpoint))
                .entity(new NewEndpointView(EndpointView.of(endpoint), SecretView.once(secret)))
                .build();
    }

    @GET
    @RolesAllowed({Scopes.ENDPOINTS_READ, Scopes.ENDPOINTS_WRITE})
    @Audited("endpoint.list")
    @Operation(
            operationId = "listEndpoints",
            summary = "Endpoints, page by page",
            description = "In the order of their ids, without their secrets.")
    @APIResponse(responseCode = "200", description = "A page, which may be empty.")
    public EndpointPage list(
            @Parameter(description = "1 to 200; 50 if left out.") @QueryParam("limit") @DefaultValue("50") int limit,
            @Parameter(description = "The next of the page before.") @QueryParam("after") Optional<UUID> after) {
        if (limit < 1 || limit > 200) {
            throw Problems.invalid("limit must be 1 to 200.");
        }
        List<Endpoint> found =
                endpoints.list(caller.partner(), caller.accounts(), after.orElse(Endpoints.FIRST), limit + 1);
        List<Endpoint> page = found.stream().limit(limit).toList();
        return new EndpointPage(
                page.stream().map(EndpointView::of).toList(),
                found.size() > limit ? Optional.of(page.getLast().id()) : Optional.empty());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Scopes.ENDPOINTS_READ, Scopes.ENDPOINTS_WRITE})
    @Audited("endpoint.read")
    @Operation(
            operationId = "getEndpoint",
            summary = "One endpoint",
            description = "Without its secrets. Its ETag, sent as If-Match, keeps a change from overwriting another.")
    @APIResponse(responseCode = "404", description = "There is no such endpoint, or this key may not see it.")
    @APIResponse(
            responseCode = "200",
            description = "The endpoint.",
            content =
                    @Content(
                            schema = @Schema(implementation = EndpointView.class),
                            examples = @ExampleObject(name = "enabled", value = EXAMPLE)))
    public RestResponse<EndpointView> read(
            @Parameter(description = "As its creation answered.") @PathParam("id") UUID id) {
        return answer(own(id));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.ENDPOINTS_WRITE)
    @Audited("endpoint.update")
    @Operation(
            operationId = "updateEndpoint",
            summary = "Change an endpoint",
            description =
                    "All its fields; what is left out is as for a new one. Events that wait for it go where it leads then."
                            + " enabled true brings one back that was disabled: what it missed is delivered. With If-Match only"
                            + " if it still is as it was read.")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, description = "The ETag of the endpoint as it was read.")
    @APIResponse(responseCode = "400", description = "A field is missing or not allowed; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such endpoint, or this key may not see it.")
    @APIResponse(responseCode = "412", description = "endpoint-changed: it is not as If-Match says.")
    @APIResponse(responseCode = "200", description = "As it is now.")
    public RestResponse<EndpointView> update(
            @Parameter(description = "As its creation answered.") @PathParam("id") UUID id,
            @HeaderParam("If-Match") Optional<String> ifMatch,
            @Valid @NotNull EndpointAsk ask) {
        Endpoint old = own(id);
        Optional<Long> expected = Version.expected(ifMatch);
        checks.check(ask);
        ask.accounts().forEach(account -> trail.account(caller.own(account, "account")));
        requireAccounts(ask);
        intent.commit();
        Endpoint changed =
                ask.endpoint(id, old.partner(), settings.concurrency(), old.createdAt(), now(), old.version() + 1);
        boolean done = endpoints.update(changed, expected);
        Endpoint now = own(id);
        if (!done) {
            throw Version.changed();
        }
        return answer(now);
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Scopes.ENDPOINTS_WRITE)
    @Audited("endpoint.delete")
    @Operation(
            operationId = "deleteEndpoint",
            summary = "Deliver nothing more to an endpoint",
            description = "What waits for it is dropped, and its log.")
    @APIResponse(responseCode = "404", description = "There is no such endpoint, or this key may not see it.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    public void delete(@Parameter(description = "As its creation answered.") @PathParam("id") UUID id) {
        own(id);
        intent.commit();
        endpoints.delete(caller.partner(), id);
        LOG.infof("Endpoint deleted endpoint=%s partner=%s by=%s", id, caller.partner(), caller.keyId());
    }

    @POST
    @Path("{id}/rotation")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.ENDPOINTS_WRITE)
    @Audited("endpoint.rotate")
    @Operation(
            operationId = "rotateEndpointSecret",
            summary = "Give an endpoint a new secret",
            description =
                    "The answer holds it, this once. Those before stay good for the grace, and no longer: deliveries are signed"
                            + " with each. After a leak take a grace of PT0S."
                            + " kind ed25519 adds signatures that are verified with a public key (v1a); they come beside those of the secret.")
    @APIResponse(responseCode = "400", description = "A field is not allowed; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such endpoint, or this key may not see it.")
    @APIResponse(
            responseCode = "409",
            description = "too-many-secrets: four before it would stay good. Wait, or take a grace of PT0S.")
    @APIResponse(responseCode = "200", description = "The new secret or public key.")
    public Response rotate(
            @Parameter(description = "As its creation answered.") @PathParam("id") UUID id,
            @Valid @NotNull SecretRotation rotation) {
        own(id);
        Duration grace = rotation.graceTime().orElseGet(settings::rotationGrace);
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw Problems.invalid("grace must be an ISO-8601 duration from PT0S to P30D.");
        }
        intent.commit();
        EndpointSecret made = switch (endpoints.rotate(id, rotation.kindOr(Kind.HMAC), grace)) {
            case Rotated.Made done -> done.secret();
            case Rotated.NoSuchEndpoint gone -> throw Problems.notFound("endpoint");
            case Rotated.TooMany many ->
                throw Problems.conflict(
                        "too-many-secrets",
                        "Four secrets before it would stay good. Wait until one ends, or take a grace of PT0S.");
        };
        LOG.infof("Endpoint's secret rotated endpoint=%s by=%s", id, caller.keyId());
        return Response.ok(SecretView.once(made))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("{id}/secrets")
    @RolesAllowed({Scopes.ENDPOINTS_READ, Scopes.ENDPOINTS_WRITE})
    @Audited("endpoint.secrets")
    @Operation(
            operationId = "listEndpointSecrets",
            summary = "Which secrets deliveries are signed with",
            description = "Those that are good now, with the public keys and without anything secret.")
    @APIResponse(responseCode = "404", description = "There is no such endpoint, or this key may not see it.")
    @APIResponse(responseCode = "200", description = "The secrets.")
    public SecretList secrets(@Parameter(description = "As its creation answered.") @PathParam("id") UUID id) {
        own(id);
        return new SecretList(endpoints.secrets(id));
    }

    private static RestResponse<EndpointView> answer(Endpoint endpoint) {
        return RestResponse.ResponseBuilder.ok(EndpointView.of(endpoint))
                .header("ETag", Version.tag(endpoint))
                .build();
    }

    private Endpoint own(UUID id) {
        return reach.own(id);
    }

    private void requireAccounts(EndpointAsk ask) {
        if (caller.accounts().isPresent() && ask.accounts().isEmpty()) {
            throw Problems.invalid("accounts must name the accounts of this key.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
