package dev.scanrelay.inquiry;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Who saw and did what. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.AUDIT_READ)
@RunOnVirtualThread
@Tag(name = "Audit", description = "Who saw and did what.")
class AuditResource {

    private final Records records;
    private final Caller caller;
    private final AuditTrail trail;

    AuditResource(Records records, Caller caller, AuditTrail trail) {
        this.records = records;
        this.caller = caller;
        this.trail = trail;
    }

    @GET
    @Audited("audit.read")
    @Operation(
            operationId = "listAuditRecords",
            summary = "Who saw or changed what",
            description =
                    "The calls of your partner, newest first, with ids of what they were about. Filters narrow together,"
                            + " and find ids in upper and lower case. Reading this is recorded too. Needs the scope audit:read, and a key that is not limited to"
                            + " accounts.")
    @Parameter(name = "patient", in = ParameterIn.QUERY, description = "Align's patient id.", example = "7c6f1d52")
    @Parameter(
            name = "order",
            in = ParameterIn.QUERY,
            description = "Our id of an order, or an RxID we had no order of.")
    @Parameter(name = "account", in = ParameterIn.QUERY, description = "One account.", example = "104233")
    @Parameter(name = "actor", in = ParameterIn.QUERY, description = "The public part of a key, or a token's subject.")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "At this time or later.",
            example = "2026-03-02T09:15:00Z")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Before this time.", example = "2026-03-03T00:00:00Z")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 200; 50 if left out.", example = "50")
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The next of the page before, with the same filters.")
    @APIResponse(responseCode = "200", description = "A page, which may be empty.")
    @APIResponse(responseCode = "400", description = "A parameter is unknown, repeated or of the wrong form.")
    @APIResponse(responseCode = "403", description = "The key lacks the scope, or is limited to accounts.")
    public RestResponse<RecordPage> list(@Context UriInfo request) {
        if (caller.accounts().isPresent()) {
            throw Problems.of(
                    403,
                    "forbidden",
                    "Not allowed",
                    "This key is limited to accounts, and records name others beside them. Use one that is not.");
        }
        Question question = Question.of(request.getQueryParameters());
        RecordPage page = records.answer(caller.partner(), question);
        if (!page.records().isEmpty()) { // what nothing is known of may be anything, a name too
            question.patient().ifPresent(trail::patient);
            question.order().ifPresent(trail::order);
        }
        return ResponseBuilder.ok(page)
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
