package dev.scanrelay.console;

import dev.scanrelay.pairing.InvitationLinks;
import dev.scanrelay.pairing.PairingView;
import dev.scanrelay.pairing.Visit;
import dev.scanrelay.pairing.Visits;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What came of it. */
@Path("/pairing/result")
@PermitAll
@RunOnVirtualThread
class ResultResource {

    private final Visits visits;
    private final Steps steps;
    private final InvitationLinks links;
    private final Page page;

    ResultResource(Visits visits, Steps steps, InvitationLinks links, Page page) {
        this.visits = visits;
        this.steps = steps;
        this.links = links;
        this.page = page;
    }

    @GET
    @Operation(hidden = true)
    public Response show(@Context HttpHeaders headers) {
        return steps.shown(
                headers,
                step -> visits.pairing(step.visit())
                        .map(pairing -> page.of(connected(step.visit(), pairing)))
                        .orElseGet(() -> page.goTo(links.page(step.visit().partner(), "accounts"))
                                .build()));
    }

    private Notice connected(Visit visit, PairingView pairing) {
        return Notice.good(
                        "Your clinic is connected",
                        List.of("Account " + pairing.account() + " is connected with " + steps.partner(visit)
                                + ". New scans reach it by themselves from now on."))
                .with("Back to your practice software", visit.invitation().returnUrl());
    }
}
