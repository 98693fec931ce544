package dev.scanrelay.console;

import dev.scanrelay.pairing.InvitationLinks;
import dev.scanrelay.pairing.PairingView;
import dev.scanrelay.pairing.Visit;
import dev.scanrelay.pairing.Visits;
import dev.scanrelay.pairing.Warned;
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

    private static final String BACK = "Back to your practice software";

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
                        .map(pairing -> result(step.visit(), pairing))
                        .orElseGet(() -> goTo(step.visit(), "accounts")));
    }

    private Response result(Visit visit, PairingView pairing) {
        return switch (pairing.status()) {
            case "pending" -> goTo(visit, "warnings");
            case "active" -> page.of(connected(visit, pairing));
            case "attention" ->
                page.of(Notices.signInAgain().with(BACK, visit.invitation().returnUrl()));
            default ->
                page.of(Notices.disconnected().with(BACK, visit.invitation().returnUrl()));
        };
    }

    private Notice connected(Visit visit, PairingView pairing) {
        String account = "Account " + pairing.account() + " is connected with " + steps.partner(visit)
                + ". New scans reach it by themselves from now on.";
        return Notice.good(
                        "Your clinic is connected",
                        List.of(account, patients(visit, pairing), "You may close this window."))
                .with(BACK, visit.invitation().returnUrl());
    }

    private String patients(Visit visit, PairingView pairing) {
        return switch (visits.warnings(visit.partner(), pairing.account())) {
            case Warned.Clear clear -> "Align has checked the chart numbers of your patients and found no problems.";
            case Warned.NotChecked notChecked ->
                "The chart numbers of your patients were not checked: Align does not do so for this account. There may be"
                        + " patients who share a chart number, or have none.";
            case Warned.Acknowledged done ->
                "You have taken notice of the problems with chart numbers. Please have them corrected.";
            case Warned.Waiting waiting -> "There are problems with chart numbers.";
            case Warned.NotYet notYet -> "The chart numbers of your patients were not checked.";
        };
    }

    private Response goTo(Visit visit, String name) {
        return page.goTo(links.page(visit.partner(), name)).build();
    }
}
