package dev.scanrelay.console;

import dev.scanrelay.pairing.Begun;
import dev.scanrelay.pairing.Entrance;
import dev.scanrelay.pairing.Invitation;
import dev.scanrelay.pairing.InvitationLinks;
import dev.scanrelay.pairing.Visits;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The link in an invitation. To look at it changes nothing, so that mail scanners may. */
@Path("/pairing/{token:.*}")
@PermitAll
@RunOnVirtualThread
class InvitationResource {

    private final Visits visits;
    private final InvitationLinks links;
    private final Page page;
    private final Failures failures;

    InvitationResource(Visits visits, InvitationLinks links, Page page, Failures failures) {
        this.visits = visits;
        this.links = links;
        this.page = page;
        this.failures = failures;
    }

    @GET
    @Operation(hidden = true)
    public Response show(String token) {
        return failures.caught(() -> switch (visits.enter(token)) {
            case Entrance.Forged forged -> page.of(Notices.forged());
            case Entrance.Forgotten forgotten -> page.of(Notices.forgotten());
            case Entrance.Known(var invitation, var partner) -> show(invitation, partner);
        });
    }

    private Response show(Invitation invitation, String partner) {
        return switch (invitation.status()) {
            case OPEN ->
                page.leadingToAlign(Templates.start(
                        partner,
                        invitation.label(),
                        invitation.account().map(Object::toString).orElse("")));
            case SPENT, WITHDRAWN, EXPIRED -> page.of(closed(invitation));
        };
    }

    @POST
    @Operation(hidden = true)
    public Response begin(String token, @Context HttpHeaders headers) {
        if (Browser.sentByAnotherSite(headers)) {
            return page.of(Notices.notFromHere());
        }
        return failures.caught(() -> switch (visits.enter(token)) {
            case Entrance.Forged forged -> page.of(Notices.forged());
            case Entrance.Forgotten forgotten -> page.of(Notices.forgotten());
            case Entrance.Known(var invitation, var partner) -> begin(invitation);
        });
    }

    private Response begin(Invitation invitation) {
        if (invitation.status() != Invitation.Status.OPEN) {
            return page.of(closed(invitation));
        }
        Begun begun = visits.begin(invitation);
        return page.goTo(begun.authorizeUri())
                .cookie(Browser.cookie(begun.browser(), links.secure(invitation.partner())))
                .build();
    }

    private static Notice closed(Invitation invitation) {
        Notice notice = switch (invitation.status()) {
            case SPENT -> Notices.spent(invitation);
            case WITHDRAWN -> Notices.withdrawn();
            case EXPIRED -> Notices.expired(invitation);
            case OPEN -> throw new IllegalArgumentException("an open invitation has no such page");
        };
        return notice.with("Back to your practice software", invitation.returnUrl());
    }
}
