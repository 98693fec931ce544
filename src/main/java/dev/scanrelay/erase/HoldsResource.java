package dev.scanrelay.erase;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

/** What must not be erased, because a court or an authority says so. */
@Path("/api/v1/accounts/{account}/holds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.HOLDS_WRITE)
@RunOnVirtualThread
@Tag(name = "Privacy")
class HoldsResource {

    private static final int LISTED = 200;
    private static final String ACCOUNT = "The clinic's account number at Align.";
    private static final String SET = """
        {"id":"8e1c6a52-0d8e-4f57-9a3c-6e2f4b7d8c91","account":"104233","orderId":"5b3c6a52-2f0e-4f0a-9a39-3a8f0f6f6f10",\
        "reason":"litigation","reference":"4 O 211/26","setBy":"k7m2p9q4r8s3t6v1","setAt":"2026-03-02T09:15:31Z"}\
        """;

    private final Holds holds;
    private final Subjects subjects;
    private final EraseService service;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;

    HoldsResource(
            Holds holds, Subjects subjects, EraseService service, Caller caller, AuditTrail trail, Intent intent) {
        this.holds = holds;
        this.subjects = subjects;
        this.service = service;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited("hold.set")
    @Operation(
            operationId = "setHold",
            summary = "Forbid the erasure of an order or of a patient's orders",
            description =
                    "From the answer on nothing of it is erased: an erasure that is asked for is refused, one under way waits,"
                            + " and it stays though the time for which scans are kept is over. Needs the scope holds:write.")
    @APIResponse(responseCode = "400", description = "A field has the wrong form; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such order, or this key may not see the account.")
    @APIResponse(
            responseCode = "201",
            description = "It holds.",
            content =
                    @Content(
                            schema = @Schema(implementation = HoldView.class),
                            examples = @ExampleObject(name = "set", value = SET)))
    public RestResponse<HoldView> set(
            @Parameter(description = ACCOUNT, example = "104233") @PathParam("account") AccountId account,
            @Valid @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = HoldAsk.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "one order",
                                                            value =
                                                                    "{\"orderId\":\"5b3c6a52-2f0e-4f0a-9a39-3a8f0f6f6f10\","
                                                                            + "\"reason\":\"litigation\",\"reference\":\"4 O 211/26\"}")))
                    HoldAsk ask) {
        Target target = subjects.own(ask.target(caller.partner(), subjects.own(account)));
        intent.commit();
        return RestResponse.status(
                RestResponse.Status.CREATED, holds.set(target, ask.why(), ask.file(), caller.keyId()));
    }

    @GET
    @Audited("hold.list")
    @Operation(
            operationId = "listHolds",
            summary = "The account's legal holds",
            description = "The latest 200, newest first, lifted ones too. Needs the scope holds:write.")
    @APIResponse(responseCode = "404", description = "This key may not see the account.")
    @APIResponse(
            responseCode = "200",
            description = "The holds.",
            content =
                    @Content(
                            schema = @Schema(implementation = HoldList.class),
                            examples = @ExampleObject(name = "one", value = "{\"holds\":[" + SET + "]}")))
    public HoldList list(
            @Parameter(description = ACCOUNT, example = "104233") @PathParam("account") AccountId account) {
        HoldList list = new HoldList(holds.list(caller.partner(), subjects.own(account), LISTED));
        list.holds().forEach(this::note);
        return list;
    }

    @DELETE
    @Path("{holdId}")
    @Audited("hold.lift")
    @Operation(
            operationId = "liftHold",
            summary = "Lift a legal hold",
            description =
                    "It stays in the list, with who lifted it and when. An erasure that waited for it goes on by itself. Lifting"
                            + " it again changes nothing. Needs the scope holds:write.")
    @APIResponse(responseCode = "404", description = "There is no such hold, or this key may not see it.")
    @APIResponse(
            responseCode = "200",
            description = "It is lifted.",
            content =
                    @Content(
                            schema = @Schema(implementation = HoldView.class),
                            examples = @ExampleObject(name = "lifted", value = SET)))
    public HoldView lift(
            @Parameter(description = ACCOUNT, example = "104233") @PathParam("account") AccountId account,
            @Parameter(description = "Its id.") @PathParam("holdId") UUID holdId) {
        AccountId own = subjects.own(account);
        note(holds.find(caller.partner(), own, holdId).orElseThrow(() -> Problems.notFound("hold")));
        intent.commit();
        holds.lift(caller.partner(), own, holdId, caller.keyId());
        service.wake();
        return holds.find(caller.partner(), own, holdId).orElseThrow(() -> Problems.notFound("hold"));
    }

    private void note(HoldView hold) {
        hold.orderId().ifPresent(trail::order);
        hold.patientId().ifPresent(trail::patient);
    }
}
