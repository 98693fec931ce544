package dev.scanrelay.practice;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The practice configuration of an account. */
@Path("/api/v1/accounts/{account}/practice")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Scopes.RX_WRITE, Scopes.PAIRING_READ, Scopes.ORDERS_READ})
@RunOnVirtualThread
@Tag(name = "Practice")
class PracticeResource {

    private final Practices practices;
    private final Caller caller;
    private final AuditTrail trail;

    PracticeResource(Practices practices, Caller caller, AuditTrail trail) {
        this.practices = practices;
        this.caller = caller;
        this.trail = trail;
    }

    @GET
    @Audited("practice.read")
    @Operation(
            operationId = "getPractice",
            summary = "Doctors, scanners and procedures of a clinic",
            description =
                    "What a scan request may choose from. Kept for a while; stale says that Align can't be asked now and the"
                            + " answer is older than it should be. Needs the scope rx:write, pairing:read or orders:read.")
    @APIResponse(responseCode = "200", description = "The practice.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    @APIResponse(responseCode = "409", description = "The account is not paired, or its pairing needs attention.")
    @APIResponse(responseCode = "503", description = "Align can't be asked, and nothing recent enough is known.")
    public RestResponse<PracticeView> practice(
            @Parameter(description = "The clinic's account number at Align.", example = "104233") @PathParam("account")
                    AccountId account,
            @Parameter(description = "true: ask Align now, whatever is known.", example = "true") @QueryParam("refresh")
                    Optional<String> refresh) {
        AccountId own = caller.own(account, "pairing");
        trail.account(own);
        KnownPractice known =
                isTrue(refresh) ? practices.refreshed(caller.partner(), own) : practices.of(caller.partner(), own);
        return ResponseBuilder.ok(PracticeView.of(own.value(), known))
                .header("Cache-Control", "private, no-store")
                .build();
    }

    private static boolean isTrue(Optional<String> flag) {
        return switch (flag.orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problems.invalid("refresh has to be true or false.");
        };
    }
}
