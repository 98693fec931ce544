package dev.scanrelay.acknowledge;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Which revisions need somebody. */
@Path("/api/v1/acknowledgements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Acknowledgements")
class OpenAcknowledgementsResource {

    private final OpenAcknowledgements open;
    private final Expectations expectations;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;

    OpenAcknowledgementsResource(
            OpenAcknowledgements open, Expectations expectations, Caller caller, AuditTrail trail, Intent intent) {
        this.open = open;
        this.expectations = expectations;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
    }

    @GET
    @Path("open")
    @RolesAllowed(Scopes.ORDERS_READ)
    @Audited("acknowledgement.list")
    @Operation(
            operationId = "listOpenAcknowledgements",
            summary = "Revisions that need somebody, page by page",
            description =
                    "Those that have waited longest first. Left out is what a newer revision took the place of, and what was"
                            + " withdrawn. Needs the scope orders:read; reasons are told with patients:read only.")
    @APIResponse(responseCode = "400", description = "A parameter is of the wrong form; detail names it.")
    @APIResponse(responseCode = "404", description = "This key may not see the account.")
    @APIResponse(responseCode = "200", description = "A page, which may be empty.")
    public RestResponse<OpenPage> list(
            @Parameter(description = "overdue, unmatched or rejected; overdue if left out.", example = "unmatched")
                    @QueryParam("state")
                    @DefaultValue("overdue")
                    String state,
            @Parameter(description = "One account; all that the key may see if left out.", example = "104233")
                    @QueryParam("account")
                    Optional<String> account,
            @Parameter(description = "1 to 200; 50 if left out.") @QueryParam("limit") @DefaultValue("50") int limit,
            @Parameter(description = "The next of the page before, with the same filters.") @QueryParam("cursor")
                    Optional<String> cursor) {
        OpenState wanted = OpenState.of(state)
                .orElseThrow(() -> Problems.invalid("state has to be overdue, unmatched or rejected."));
        if (limit < 1 || limit > 200) {
            throw Problems.invalid("limit has to be a number from 1 to 200.");
        }
        OpenCursor behind = cursor.map(written -> OpenCursor.decode(written)
                        .orElseThrow(() -> Problems.invalid("cursor has to be the next of an earlier answer.")))
                .orElse(OpenCursor.FIRST);
        Optional<Set<AccountId>> among = account.map(written -> Set.of(caller.own(account(written), "account")))
                .or(caller::accounts);
        OpenPage page = open.page(
                caller.partner(), among, wanted, behind, limit, caller.scopes().contains(Scopes.PATIENTS_READ));
        page.revisions().forEach(revision -> {
            trail.account(new AccountId(revision.account()));
            trail.order(revision.orderId());
        });
        return kept(page);
    }

    @DELETE
    @Path("expected/{account}")
    @RolesAllowed(Scopes.ORDERS_ACKNOWLEDGE)
    @Audited("acknowledgement.waive")
    @Operation(
            operationId = "stopExpectingAcknowledgements",
            summary = "Expect no acknowledgements of an account any more",
            description =
                    "For a clinic whose practice software has changed: what is overdue is overdue no more. Its next"
                            + " acknowledgement has them expected again. Needs the scope orders:acknowledge.")
    @APIResponse(responseCode = "404", description = "None are expected of it, or this key may not see the account.")
    @APIResponse(responseCode = "204", description = "None are expected any more.")
    public void stopExpecting(@Parameter(description = "The account.") @PathParam("account") String written) {
        AccountId account = caller.own(account(written), "expectation");
        trail.account(account);
        intent.commit();
        if (!expectations.end(caller.partner(), account)) {
            throw Problems.notFound("expectation");
        }
    }

    private static AccountId account(String written) {
        try {
            return new AccountId(written);
        } catch (IllegalArgumentException wrongForm) {
            throw Problems.invalid("account has to be an account number.");
        }
    }

    /** Answers may hold what only this key may see. */
    private static <T> RestResponse<T> kept(T answer) {
        return ResponseBuilder.ok(answer)
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
