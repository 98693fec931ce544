package dev.scanrelay.why;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Where a scan is. */
@Path("/api/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.ORDERS_READ)
@RunOnVirtualThread
@Tag(name = "Orders", description = "What scans there are, what is stored of them, and what happened to them.")
class WhyResource {

    private final Inspection inspection;
    private final Caller caller;
    private final AuditTrail trail;
    private final Clock clock;

    WhyResource(Inspection inspection, Caller caller, AuditTrail trail, Clock clock) {
        this.inspection = inspection;
        this.caller = caller;
        this.trail = trail;
        this.clock = clock;
    }

    @GET
    @Path("{orderId}/why")
    @Audited("order.explain")
    @Operation(
            operationId = "explainOrder",
            summary = "Where an order is, and why",
            description = "One sentence: where it is, the cause, what happens next and when, and who can fix it."
                    + " It names no patient. Needs the scope orders:read.")
    @APIResponse(responseCode = "404", description = "There is no such order, or this key may not see it.")
    @APIResponse(responseCode = "200", description = "Where it is.")
    public RestResponse<WhyView> why(@PathParam("orderId") String orderId, @Context UriInfo request) {
        account(request, Set.of());
        Facts facts = inspection
                .order(caller.partner(), caller.accounts(), id(orderId))
                .orElseThrow(() -> Problems.notFound("order"));
        return kept(explained(facts));
    }

    @GET
    @Path("by-rx/{rxId}/why")
    @Audited("order.explain")
    @Operation(
            operationId = "explainOrderByRx",
            summary = "Where the scan of an RX is, and why",
            description =
                    "As of the order itself. The RxID may be spelled in any way. Of an RX that is not known here,"
                            + " or that this key may not see, it says that we never heard of it, and when the next sweep looks.")
    @Parameter(
            name = "account",
            in = ParameterIn.QUERY,
            description = "Needed only if several accounts know the RX.",
            example = "104233")
    @APIResponse(responseCode = "404", description = "There is no such account, or this key may not see it.")
    @APIResponse(responseCode = "409", description = "Several accounts know the RX: say which.")
    @APIResponse(responseCode = "200", description = "Where it is.")
    public RestResponse<WhyView> whyByRx(@PathParam("rxId") String rxId, @Context UriInfo request) {
        RxId rx = rx(rxId);
        Optional<AccountId> account = account(request, Set.of("account"));
        Optional<Set<AccountId>> among = account.map(Set::of).or(caller::accounts);
        List<Facts> found = inspection.orders(caller.partner(), among, rx);
        if (found.size() > 1) {
            found.forEach(this::note);
            throw Problems.conflict("several-accounts", "Several accounts know this RX. Say which: account=.");
        }
        return kept(found.stream().findFirst().map(this::explained).orElseGet(() -> unknown(rx, account, among)));
    }

    private WhyView explained(Facts facts) {
        note(facts);
        return WhyView.of(facts, Explainer.of(facts, clock.instant()));
    }

    private void note(Facts facts) {
        trail.account(new AccountId(facts.accountId()));
        trail.order(facts.orderId());
    }

    private WhyView unknown(RxId rx, Optional<AccountId> account, Optional<Set<AccountId>> among) {
        Reach reach = inspection.reach(caller.partner(), among);
        if (account.isPresent() && reach.isNothing()) {
            throw Problems.notFound("pairing");
        }
        trail.order(rx);
        return WhyView.ofUnknown(rx, Explainer.ofUnknown(reach, clock.instant()));
    }

    private Optional<AccountId> account(UriInfo request, Set<String> known) {
        if (!known.containsAll(request.getQueryParameters().keySet())) {
            throw Problems.invalid("There is a parameter that is not known here. Known is "
                    + (known.isEmpty() ? "none" : "account") + ".");
        }
        List<String> given = request.getQueryParameters().getOrDefault("account", List.of());
        if (given.size() > 1) {
            throw Problems.invalid("account is given more than once.");
        }
        return given.stream().findFirst().map(written -> caller.own(account(written), "pairing"));
    }

    private static AccountId account(String written) {
        try {
            return new AccountId(written);
        } catch (IllegalArgumentException wrongForm) {
            throw Problems.invalid("account has to be an account number.");
        }
    }

    private static RxId rx(String written) {
        try {
            return new RxId(written);
        } catch (IllegalArgumentException wrongForm) {
            throw Problems.invalid("rxId has to be a GUID.");
        }
    }

    private static UUID id(String written) {
        try {
            if (written.length() == 36) {
                return UUID.fromString(written);
            }
        } catch (IllegalArgumentException wrongForm) {
            // said below
        }
        throw Problems.invalid("orderId has to be a UUID.");
    }

    private static RestResponse<WhyView> kept(WhyView answer) {
        return ResponseBuilder.ok(answer)
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
