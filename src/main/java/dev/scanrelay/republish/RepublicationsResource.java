package dev.scanrelay.republish;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.event.Republication;
import dev.scanrelay.event.Republications;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** Announced events once more, as an administrator of the partner asks for. */
@Path("/api/v1/republications")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.ADMIN)
@RunOnVirtualThread
@Tag(name = "Orders")
class RepublicationsResource {

    private static final Logger LOG = Logger.getLogger(RepublicationsResource.class);
    private static final int LISTED = 100;
    private static final Duration COME_AGAIN = Duration.ofSeconds(10);
    private static final String EXAMPLE = """
        {"id":"3c1b6a52-0d8e-4f57-9a3c-6e2f4b7d8c90","topic":"orders.v1","account":"104233","from":"2026-03-01T06:00:00Z",\
        "state":"running","sent":0,"left":8400,"askedBy":"k7m2p9q4r8s3t6v1","askedAt":"2026-03-02T09:15:31Z"}\
        """;

    private final Republications republications;
    private final Permitted permitted;
    private final KnownAccounts accounts;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;

    RepublicationsResource(
            Republications republications,
            Permitted permitted,
            KnownAccounts accounts,
            Caller caller,
            AuditTrail trail,
            Intent intent) {
        this.republications = republications;
        this.permitted = permitted;
        this.accounts = accounts;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited("republication.start")
    @Operation(
            operationId = "startRepublication",
            summary = "Send announced events once more",
            description =
                    "For a topic that was lost, or a consumer that is new: the events of the partner's orders that were"
                            + " announced in a time, with the ids and the content they had, in their order, into a topic that the"
                            + " operator lets this partner use. It goes on by itself, behind every new event. Readers tell by the"
                            + " ids what they have; asking again while it runs is asking once. Events of orders that are no longer"
                            + " in the catalogue are not sent. Needs the scope admin.")
    @APIResponse(responseCode = "400", description = "A field has the wrong form; detail names it.")
    @APIResponse(responseCode = "404", description = "This partner has no orders of the account.")
    @APIResponse(
            responseCode = "409",
            description =
                    "topic-not-permitted: the operator does not let this partner use the topic. topic-missing: there"
                            + " is none, or we may not look at it. republications-running: too many run, wait for one to end.")
    @APIResponse(responseCode = "503", description = "Kafka does not answer; Retry-After says when to come again.")
    @APIResponse(
            responseCode = "202",
            description = "It is on its way; ask for it by its id.",
            content =
                    @Content(
                            schema = @Schema(implementation = RepublicationView.class),
                            examples = @ExampleObject(name = "begun", value = EXAMPLE)))
    public RestResponse<RepublicationView> start(
            @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RepublicationAsk.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "all since a time",
                                                        value =
                                                                "{\"topic\":\"orders.v1\",\"from\":\"2026-03-01T06:00:00Z\"}"),
                                                @ExampleObject(
                                                        name = "a day of an account",
                                                        value = "{\"topic\":\"orders.v1\",\"account\":\"104233\","
                                                                + "\"from\":\"2026-03-01\",\"to\":\"2026-03-02\"}")
                                            }))
                    RepublicationAsk ask) {
        Republication.Ask meant = ask.meant(caller.partner(), caller.actor().id());
        meant.account().ifPresent(account -> {
            trail.account(caller.own(account, "account"));
            if (!accounts.contain(caller.partner(), account)) {
                throw Problems.notFound("account");
            }
        });
        require(meant.topic());
        intent.commit();
        Republication begun = republications
                .begin(meant)
                .orElseThrow(() -> Problems.conflict(
                        "republications-running", "Too many republications run. Wait for one to end, or stop one."));
        LOG.infof(
                "Republication asked for republication=%s partner=%s topic=%s left=%d by=%s",
                begun.id(), begun.partner(), begun.topic(), begun.left(), begun.askedBy());
        return RestResponse.status(RestResponse.Status.ACCEPTED, RepublicationView.of(begun));
    }

    /** What is not permitted is not looked at either: nobody learns here which topics there are. */
    private void require(String topic) {
        if (!permitted.allows(caller.partner(), topic)) {
            throw Problems.conflict(
                    "topic-not-permitted",
                    "This partner may not republish into the topic. The operator permits topics with scanrelay.republish.");
        }
        switch (republications.look(topic)) {
            case THERE -> {}
            case MISSING -> throw Problems.conflict("topic-missing", "There is no such topic. Create it first.");
            case DENIED ->
                throw Problems.conflict(
                        "topic-missing",
                        "The service may not look at the topic. Give its Kafka user describe and write.");
            case UNKNOWN -> throw Problems.unavailable("Kafka does not answer. Come again later.", COME_AGAIN);
        }
    }

    @GET
    @Audited("republication.list")
    @Operation(
            operationId = "listRepublications",
            summary = "Republications",
            description = "The partner's latest 100, newest first. Needs the scope admin.")
    @APIResponse(responseCode = "200", description = "The republications; there may be none.")
    public RepublicationList list() {
        return new RepublicationList(republications.list(caller.partner(), LISTED).stream()
                .map(RepublicationView::of)
                .toList());
    }

    @GET
    @Path("{id}")
    @Audited("republication.read")
    @Operation(
            operationId = "getRepublication",
            summary = "One republication",
            description = "How far it is. Needs the scope admin.")
    @APIResponse(responseCode = "404", description = "There is no such republication, or this key may not see it.")
    @APIResponse(
            responseCode = "200",
            description = "The republication.",
            content =
                    @Content(
                            schema = @Schema(implementation = RepublicationView.class),
                            examples = @ExampleObject(name = "running", value = EXAMPLE)))
    public RepublicationView read(@Parameter(description = "As its start answered.") @PathParam("id") UUID id) {
        return RepublicationView.of(own(id));
    }

    @DELETE
    @Path("{id}")
    @Audited("republication.stop")
    @Operation(
            operationId = "stopRepublication",
            summary = "Stop a republication",
            description = "What was sent stays sent; a batch under way still goes out. Stopping what has ended changes"
                    + " nothing. Needs the scope admin.")
    @APIResponse(responseCode = "404", description = "There is no such republication, or this key may not see it.")
    @APIResponse(responseCode = "204", description = "It is stopped, or had ended before.")
    public RestResponse<Void> stop(@Parameter(description = "As its start answered.") @PathParam("id") UUID id) {
        own(id);
        intent.commit();
        republications.stop(caller.partner(), id);
        return RestResponse.noContent();
    }

    private Republication own(UUID id) {
        return republications.find(caller.partner(), id).orElseThrow(() -> Problems.notFound("republication"));
    }
}
