package dev.scanrelay.order;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Orders that are fetched again because a person says so. */
@Path("/api/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.ORDERS_WRITE)
@RunOnVirtualThread
@Tag(name = "Orders")
class RedriveResource {

    private final Redrive redrive;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;

    RedriveResource(Redrive redrive, Caller caller, AuditTrail trail, Intent intent) {
        this.redrive = redrive;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
    }

    @POST
    @Path("{orderId}/redrive")
    @Audited("order.redrive")
    @Operation(
            operationId = "redriveOrder",
            summary = "Have one order fetched again",
            description =
                    "A parked order starts anew; one that waits for its next attempt is due at once; one that is"
                            + " ready is looked at again. Behind everything that clinics scan now. Only what is new is announced."
                            + " Repeating the call while the order is on its way changes nothing. Needs the scope orders:write.")
    @APIResponse(responseCode = "404", description = "There is no such order, or this key may not see it.")
    @APIResponse(responseCode = "409", description = "The order is requested or withdrawn: there is no scan to fetch.")
    @APIResponse(responseCode = "410", description = "The order's data was erased, or its time of keeping is over.")
    @APIResponse(
            responseCode = "202",
            description = "It is fetched in its own time.",
            content =
                    @Content(
                            schema = @Schema(implementation = RedriveAnswer.Redriven.class),
                            examples = @ExampleObject(name = "redriven", value = """
                                {"id":"0a3f6f5c-9d2e-4c1b-8f7a-2b6f5d1e9c40","account":"104233",\
                                "rxId":"5b0c6d3e-1f2a-4b5c-8d7e-9f0a1b2c3d4e","state":"parked",\
                                "failure":"permanent: transfer: too large","notifiedAt":"2026-03-01T09:15:31Z",\
                                "requested":true}\
                                """)))
    public RestResponse<RedriveAnswer.Redriven> one(@PathParam("orderId") String orderId) {
        Redrivable order = redrive.one(Reader.of(caller), Parameters.id("orderId", orderId))
                .orElseThrow(() -> Problems.notFound("order"));
        Gone.refuse(order.state());
        if (order.hasNoScan()) {
            throw Problems.conflict(
                    "no-scan", "The order is requested or withdrawn: there is no scan to fetch. Wait for the scan.");
        }
        note(List.of(order));
        intent.commit(); // on record first, with what it is about: what breaks off halfway names what it may have
        // changed
        redrive.raise(caller.partner(), List.of(order));
        return RestResponse.status(RestResponse.Status.ACCEPTED, RedriveAnswer.Redriven.of(order));
    }

    @POST
    @Path("redrive")
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited("order.redrive")
    @Operation(
            operationId = "redriveOrders",
            summary = "Have many orders fetched again",
            description =
                    "All parked ones, or those of an account, a state, a class of failures or a time. Newest first;"
                            + " a call looks at no more orders than limit says, and takes those that the filters apply to: while"
                            + " more is true, ask again with next as cursor, also if none was taken. Each is fetched in its own time,"
                            + " behind everything that clinics scan now, and only what is new is announced. An order that is due,"
                            + " or being fetched, is left alone. Needs the scope orders:write.")
    @APIResponse(responseCode = "400", description = "A field has the wrong form; detail names it.")
    @APIResponse(responseCode = "404", description = "This key may not see the account.")
    @APIResponse(
            responseCode = "202",
            description = "What is fetched again.",
            content =
                    @Content(
                            schema = @Schema(implementation = RedriveAnswer.class),
                            examples = @ExampleObject(name = "one order", value = """
                                {"orders":[{"id":"0a3f6f5c-9d2e-4c1b-8f7a-2b6f5d1e9c40","account":"104233",\
                                "rxId":"5b0c6d3e-1f2a-4b5c-8d7e-9f0a1b2c3d4e","state":"parked",\
                                "failure":"permanent: transfer: too large","notifiedAt":"2026-03-01T09:15:31Z",\
                                "requested":true}],\
                                "requested":1,"looked":1,"more":false}\
                                """)))
    public RestResponse<RedriveAnswer> many(
            @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RedriveAsk.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "parked orders of an account",
                                                        value = "{\"account\":\"104233\",\"limit\":200}"),
                                                @ExampleObject(
                                                        name = "what was notified since",
                                                        value = "{\"state\":\"any\","
                                                                + "\"notifiedSince\":\"2026-03-01T06:00:00Z\"}")
                                            }))
                    RedriveAsk ask) {
        RedrivePage page = page(ask);
        note(page.orders());
        intent.commit();
        redrive.raise(caller.partner(), page.orders());
        return RestResponse.status(RestResponse.Status.ACCEPTED, RedriveAnswer.of(page));
    }

    @POST
    @Path("redrive/preview")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Scopes.ORDERS_READ, Scopes.ORDERS_WRITE})
    @Audited(value = "order.list", reads = true)
    @Operation(
            operationId = "previewRedrive",
            summary = "What a redrive would fetch again",
            description = "Takes what the redrive of many takes, answers what it would, and changes nothing. Needs the"
                    + " scope orders:read or orders:write.")
    @APIResponse(responseCode = "400", description = "A field has the wrong form; detail names it.")
    @APIResponse(responseCode = "404", description = "This key may not see the account.")
    @APIResponse(
            responseCode = "200",
            description = "What would be fetched again.",
            content =
                    @Content(
                            schema = @Schema(implementation = RedriveAnswer.class),
                            examples = @ExampleObject(name = "nothing", value = """
                                {"orders":[],"requested":0,"looked":0,"more":false}\
                                """)))
    public RedriveAnswer preview(
            @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RedriveAsk.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "one class of failures",
                                                            value = "{\"failure\":\"permanent\",\"limit\":200}")))
                    RedriveAsk ask) {
        RedrivePage page = page(ask);
        note(page.orders());
        return RedriveAnswer.of(page);
    }

    private RedrivePage page(RedriveAsk ask) {
        RedriveAsk.Meant meant = ask.meant();
        meant.query().account().ifPresent(account -> caller.own(account, "account"));
        return redrive.page(Reader.of(caller), meant);
    }

    private void note(List<Redrivable> orders) {
        orders.forEach(order -> {
            trail.account(order.account());
            trail.order(order.id());
        });
    }
}
