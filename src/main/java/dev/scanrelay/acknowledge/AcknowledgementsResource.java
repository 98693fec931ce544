package dev.scanrelay.acknowledge;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** What practice software says of revisions. */
@Path("/api/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Acknowledgements", description = "What became of scans in the practice software.")
class AcknowledgementsResource {

    private final Acknowledgements acknowledgements;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;

    AcknowledgementsResource(Acknowledgements acknowledgements, Caller caller, AuditTrail trail, Intent intent) {
        this.acknowledgements = acknowledgements;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
    }

    @POST
    @Path("{orderId}/revisions/{number}/ack")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.ORDERS_ACKNOWLEDGE)
    @Audited("order-revision.acknowledge")
    @Operation(
            operationId = "acknowledgeRevision",
            summary = "Say what became of a revision",
            description =
                    "imported, unmatched or rejected. A later one takes the place of an earlier one, and both stay in the"
                            + " timeline; the same again changes nothing. From the first one on, revisions of the account are"
                            + " expected to be acknowledged. Needs the scope orders:acknowledge.")
    @APIResponse(responseCode = "400", description = "A field is missing or not allowed; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such order or revision, or this key may not see it.")
    @APIResponse(responseCode = "410", description = "The order's data was erased, or its time of keeping is over.")
    @APIResponse(
            responseCode = "200",
            description = "What is kept.",
            content =
                    @Content(
                            schema = @Schema(implementation = AcknowledgementView.class),
                            examples =
                                    @ExampleObject(
                                            name = "imported",
                                            value =
                                                    "{\"outcome\":\"imported\",\"document\":\"doc-88123\",\"at\":\"2026-03-02T09:16:02.114Z\","
                                                            + "\"by\":\"k7Qm2Zx9\"}")))
    public RestResponse<AcknowledgementView> acknowledge(
            @Parameter(description = "Our id of the order.") @PathParam("orderId") UUID orderId,
            @Parameter(description = "The number of the revision.") @PathParam("number") int number,
            @Valid @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = AcknowledgementAsk.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "imported",
                                                        value =
                                                                "{\"outcome\":\"imported\",\"document\":\"doc-88123\"}"),
                                                @ExampleObject(
                                                        name = "unmatched",
                                                        value =
                                                                "{\"outcome\":\"unmatched\",\"reason\":\"Two charts have this birth date.\"}")
                                            }))
                    AcknowledgementAsk ask) {
        Place place = acknowledgements.place(caller, orderId, number).orElseThrow(() -> Problems.notFound("order"));
        trail.account(place.account());
        trail.order(orderId);
        place.patient().ifPresent(trail::patient);
        if (place.gone()) {
            throw Acknowledgements.gone();
        }
        if (!place.revision()) {
            throw Problems.notFound("revision");
        }
        intent.commit();
        return kept(acknowledgements.say(caller, place.account(), orderId, number, ask.acknowledgement()));
    }

    /** Answers may hold what only this key may see. */
    private static <T> RestResponse<T> kept(T answer) {
        return ResponseBuilder.ok(answer)
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
