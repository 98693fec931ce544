package dev.scanrelay.console;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.pairing.InvitationLinks;
import dev.scanrelay.pairing.Visit;
import dev.scanrelay.pairing.Visits;
import dev.scanrelay.pairing.Warned;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;

/** What Align says of the patients, to be taken notice of. How many they are, not who: that is for the API, and its audit. */
@Path("/pairing/warnings")
@PermitAll
@RunOnVirtualThread
class WarningsResource {

    private final Visits visits;
    private final Steps steps;
    private final InvitationLinks links;
    private final Page page;
    private final AuditTrail trail;

    WarningsResource(Visits visits, Steps steps, InvitationLinks links, Page page, AuditTrail trail) {
        this.visits = visits;
        this.steps = steps;
        this.links = links;
        this.page = page;
        this.trail = trail;
    }

    @GET
    @Operation(hidden = true)
    public Response show(@Context HttpHeaders headers) {
        return steps.shown(
                headers,
                step -> step.visit()
                        .account()
                        .map(account -> shown(step, account))
                        .orElseGet(() -> goTo(step.visit(), "accounts")));
    }

    private Response shown(Steps.Step step, AccountId account) {
        Visit visit = step.visit();
        return switch (visits.warnings(visit.partner(), account)) {
            case Warned.Waiting(int shared, int missing) ->
                page.of(200, Templates.warnings(steps.partner(visit), shared, missing, step.formToken()))
                        .build();
            case Warned.NotYet notYet -> page.of(Notices.warningsNotYet());
            case Warned.Acknowledged done -> goTo(visit, "result");
            case Warned.Clear clear -> goTo(visit, "result");
            case Warned.NotChecked notChecked -> goTo(visit, "result");
        };
    }

    @POST
    @Audited("pairing-warning.acknowledge")
    @Operation(hidden = true)
    public Response acknowledge(@RestForm Optional<String> form, @Context HttpHeaders headers) {
        return steps.sent(headers, form, step -> {
            Visit visit = step.visit();
            visit.account().ifPresent(account -> {
                trail.account(account);
                visits.acknowledge(visit.partner(), account);
            });
            return goTo(visit, "result");
        });
    }

    private Response goTo(Visit visit, String name) {
        return page.goTo(links.page(visit.partner(), name)).build();
    }
}
