package dev.scanrelay.reconcile;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.order.TimeText;
import dev.scanrelay.pairing.Pairings;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How a clinic's scans are found. */
@Path("/api/v1/accounts/{account}/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Scopes.ORDERS_READ, Scopes.PAIRING_READ})
@RunOnVirtualThread
@Tag(name = "Orders")
class ReconciliationResource {

    private static final Duration PERIOD = Duration.ofDays(30);

    private final Reconciliations reconciliations;
    private final Pairings pairings;
    private final Caller caller;
    private final AuditTrail trail;
    private final Clock clock;

    ReconciliationResource(
            Reconciliations reconciliations, Pairings pairings, Caller caller, AuditTrail trail, Clock clock) {
        this.reconciliations = reconciliations;
        this.pairings = pairings;
        this.caller = caller;
        this.trail = trail;
        this.clock = clock;
    }

    @GET
    @Audited("reconciliation.read")
    @Operation(
            operationId = "getReconciliation",
            summary = "How a clinic's scans are found",
            description =
                    "The clinic's sweeps, when the last ones were complete and the next ones are due, and how many revisions of a"
                            + " period came by a notification and how many by our own looking. Many of the latter say that"
                            + " notifications do not arrive. Needs the scope orders:read or pairing:read.")
    @APIResponse(responseCode = "200", description = "The clinic's sweeps and what they found.")
    @APIResponse(responseCode = "400", description = "from or to is no time, or to is not later; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    public ReconciliationView read(
            @Parameter(description = "The clinic's account number at Align.", example = "104233") @PathParam("account")
                    AccountId account,
            @Parameter(description = "Start of the period; 30 days before its end if left out.", example = "2026-03-01")
                    @QueryParam("from")
                    Optional<String> from,
            @Parameter(description = "End of the period; now if left out.", example = "2026-04-01") @QueryParam("to")
                    Optional<String> to) {
        AccountId own = caller.own(account, "pairing");
        trail.account(own);
        if (pairings.find(caller.partner(), own).isEmpty()) {
            throw Problems.notFound("pairing");
        }
        Instant end = to.map(text -> time("to", text)).orElseGet(clock::instant);
        Instant start = from.map(text -> time("from", text)).orElseGet(() -> end.minus(PERIOD));
        if (!start.isBefore(end)) {
            throw Problems.invalid("to has to be later than from.");
        }
        return reconciliations.of(caller.partner(), own, start, end);
    }

    private static Instant time(String name, String text) {
        return TimeText.read(text).orElseThrow(() -> Problems.invalid(name + " " + TimeText.RULE + "."));
    }
}
