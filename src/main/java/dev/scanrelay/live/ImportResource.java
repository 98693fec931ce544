package dev.scanrelay.live;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Import of orders that are older than the pairing, or that nobody told us of. */
@Path("/api/v1/accounts/{account}/orders/import")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.ORDERS_WRITE)
@RunOnVirtualThread
@Tag(name = "Orders")
class ImportResource {

    private final Import imports;
    private final FetchableAccounts paired;
    private final Caller caller;
    private final AuditTrail trail;

    ImportResource(Import imports, FetchableAccounts paired, Caller caller, AuditTrail trail) {
        this.imports = imports;
        this.paired = paired;
        this.caller = caller;
        this.trail = trail;
    }

    @POST
    @Audited("order.import")
    @Operation(
            operationId = "importOrders",
            summary = "Have older orders fetched",
            description =
                    "By their RXs (1 to 500), or all that Align lists for a period: up to five pages of its list are"
                            + " read in one call; while more is true, ask again with next as cursor. Each order is fetched"
                            + " in its own time, behind everything that clinics scan now, and announced like any other:"
                            + " order.ready once it is stored. An order that is stored, or on its way, is left alone;"
                            + " repeating the call changes nothing. Needs the scope orders:write.")
    @Parameter(
            name = "account",
            in = ParameterIn.PATH,
            description = "The clinic's account number.",
            example = "104233")
    @APIResponse(
            responseCode = "400",
            description = "The body names neither or both, or a field has the wrong form; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    @APIResponse(responseCode = "409", description = "The account is not paired, or its user has to sign in again.")
    @APIResponse(responseCode = "503", description = "Align is out, or limits us; Retry-After says when to come again.")
    @APIResponse(
            responseCode = "202",
            description = "What was found, and what of it is fetched now.",
            content =
                    @Content(
                            schema = @Schema(implementation = ImportAnswer.class),
                            examples = @ExampleObject(name = "two orders", value = """
                                {"orders":[{"id":"0a3f6f5c-9d2e-4c1b-8f7a-2b6f5d1e9c40",\
                                "rxId":"5b0c6d3e-1f2a-4b5c-8d7e-9f0a1b2c3d4e","known":false,"requested":true},\
                                {"id":"77b8c1d2-4f3e-4a2b-9c1d-5e6f7a8b9c0d",\
                                "rxId":"c4d5e6f7-a8b9-4c0d-8e1f-2a3b4c5d6e7f","known":true,"requested":false}],\
                                "requested":1,"unreadable":0,"more":false}\
                                """)))
    public RestResponse<ImportAnswer> start(
            @PathParam("account") AccountId account,
            @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ImportAsk.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "by RX",
                                                        value = "{\"rxIds\":[\"5b0c6d3e-1f2a-4b5c-8d7e-9f0a1b2c3d4e\","
                                                                + "\"c4d5e6f7-a8b9-4c0d-8e1f-2a3b4c5d6e7f\"]}"),
                                                @ExampleObject(
                                                        name = "a period",
                                                        value = "{\"from\":\"2023-01-01\",\"to\":\"2024-01-01\"}")
                                            }))
                    ImportAsk ask) {
        trail.account(caller.own(account, "pairing"));
        ImportAsk.Meant meant = ask.meant(caller.partner(), account);
        paired.require(caller.partner(), account);
        ImportAnswer answer = switch (meant) {
            case ImportAsk.Meant.Rxs rxs -> imports.rxs(caller.partner(), account, rxs.rxIds());
            case ImportAsk.Meant.Period period -> imports.period(period.query());
        };
        answer.orders().forEach(order -> trail.order(order.id()));
        return RestResponse.status(RestResponse.Status.ACCEPTED, answer);
    }
}
