package dev.scanrelay.pairing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Invitations that the caller's partner sends to clinics. */
@Path("/api/v1/pairing-invitations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({Scopes.PAIRING_READ, Scopes.PAIRING_WRITE})
@Tag(name = "Pairing invitations", description = "Links under which a clinic's user connects the clinic, once each.")
class PairingInvitationsResource {

    private static final Duration SHORTEST = Duration.ofMinutes(5);

    private final Invitations invitations;
    private final InvitationLinks links;
    private final ReturnUrls returnUrls;
    private final PairingSettings settings;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;

    PairingInvitationsResource(
            Invitations invitations,
            InvitationLinks links,
            ReturnUrls returnUrls,
            PairingSettings settings,
            Caller caller,
            AuditTrail trail,
            Intent intent) {
        this.invitations = invitations;
        this.links = links;
        this.returnUrls = returnUrls;
        this.settings = settings;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
    }

    /** What an invitation is to be. */
    @Schema(name = "NewPairingInvitation")
    record Wanted(
            @Schema(
                    description = "For people: what the clinic knows itself by.",
                    examples = "Praxis Dr. Müller, Berlin")
            @NotBlank @Size(max = 100) @Pattern(regexp = "[^\\x00-\\x1F\\x7F]*", message = "holds a control character") String label,

            @Schema(description = "The only account that may be chosen. Left out: any that the user may pair.")
            Optional<AccountId> account,

            @Schema(
                    format = "duration",
                    description =
                            "How long it is good, as ISO-8601, at least PT5M. Left out: P7D; at most P30D, unless this"
                                    + " installation has set them otherwise.",
                    examples = "P3D")
            Optional<String> life,

            @Schema(
                    description = "A link back on the last page; https, on this installation's list.",
                    examples = "https://dpms.example.com/itero/done")
            Optional<URI> returnUrl) {}

    /** An invitation without its link. */
    @Schema(name = "PairingInvitation")
    record View(
            UUID id,
            String label,
            Optional<AccountId> account,
            Optional<URI> returnUrl,

            @Schema(description = "open, spent, withdrawn or expired.", examples = "open")
            String status,

            Instant createdAt,
            Instant expiresAt,

            @Schema(description = "The account that was paired with it.")
            Optional<AccountId> pairedAccount) {

        static View of(Invitation invitation) {
            return new View(
                    invitation.id(),
                    invitation.label(),
                    invitation.account(),
                    invitation.returnUrl(),
                    invitation.status().name().toLowerCase(Locale.ROOT),
                    invitation.createdAt(),
                    invitation.expiresAt(),
                    invitation.spentFor());
        }
    }

    /** A new invitation and its link, told this once. */
    @Schema(name = "PairingInvitationLink")
    record Made(View invitation, URI url) {

        @Override
        public String toString() {
            return "Made[" + invitation.id() + "]";
        }
    }

    @Schema(name = "PairingInvitationPage", description = "One page of invitations, newest first, without their links.")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Page(
            List<View> invitations,

            @Schema(description = "Whether there is more behind this page.")
            boolean more,

            @Schema(
                    description = "The cursor of what comes behind this page. Absent: it is the last.",
                    examples = "AgAGE2fitAAAWzxqUi8OTwqaOYqPD29vEA")
            Optional<String> next) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.PAIRING_WRITE)
    @Audited("pairing-invitation.create")
    @Operation(
            operationId = "createPairingInvitation",
            summary = "Invite a clinic",
            description =
                    "Send the url to the clinic: whoever opens it can sign in at Align and connect one account to you."
                            + " It is told this once. It is spent when an account was connected with it; a log-in that was"
                            + " cancelled may begin anew.")
    @APIResponse(responseCode = "201", description = "The invitation and its link.")
    @APIResponse(responseCode = "400", description = "A field is missing or not allowed; detail names it.")
    public Response make(@Valid @NotNull Wanted wanted) {
        wanted.account().ifPresent(trail::account);
        Invitations.Wish wish = checked(wanted);
        wish.account().ifPresent(intent::commit);
        Invitation made = invitations.make(caller.partner(), wish, caller.keyId());
        return Response.created(URI.create("/api/v1/pairing-invitations/" + made.id()))
                .header("Cache-Control", "no-store")
                .entity(new Made(View.of(made), links.of(made)))
                .build();
    }

    @GET
    @Audited("pairing-invitation.list")
    @Operation(
            operationId = "listPairingInvitations",
            summary = "Invitations, page by page",
            description = "Newest first, without their links. A key for some accounts sees the invitations to them.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 200; 50 if left out.", example = "50")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "The next of the page before.")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown, repeated or of the wrong form; detail names it.")
    @APIResponse(responseCode = "200", description = "A page, which may be empty.")
    public Page list(@Context UriInfo request) {
        Paging.Page<Invitation> page = invitations.list(
                caller.partner(), caller.accounts(), Paging.of(request.getQueryParameters(), Cursors::invitation));
        return new Page(page.map(View::of), page.more(), page.next(Cursors::behind));
    }

    @GET
    @Audited("pairing-invitation.read")
    @Path("/{invitation}")
    @Operation(
            operationId = "getPairingInvitation",
            summary = "One invitation",
            description = "With what became of it.")
    @APIResponse(responseCode = "200", description = "The invitation.")
    @APIResponse(responseCode = "404", description = "There is no such invitation, or this key may not see it.")
    public View get(UUID invitation) {
        return View.of(own(invitation));
    }

    @DELETE
    @Path("/{invitation}")
    @RolesAllowed(Scopes.PAIRING_WRITE)
    @Audited("pairing-invitation.withdraw")
    @Operation(
            operationId = "withdrawPairingInvitation",
            summary = "Withdraw an invitation",
            description = "Its link opens nothing from now on. One that is over already stays as it is.")
    @APIResponse(responseCode = "204", description = "It can't be used any more.")
    @APIResponse(responseCode = "404", description = "There is no such invitation, or this key may not see it.")
    public void withdraw(UUID invitation) {
        Invitation own = own(invitation);
        own.account().ifPresent(intent::commit);
        invitations.withdraw(caller.partner(), own.id());
    }

    private Invitations.Wish checked(Wanted wanted) {
        if (!links.ready(caller.partner())) {
            throw Problems.conflict(
                    "no-registration", "This installation has no registration at Align for your partner yet.");
        }
        if (wanted.account()
                .map(account -> !caller.mayRead(account))
                .orElse(caller.accounts().isPresent())) {
            throw Problems.invalid("account has to be one that this key may see.");
        }
        if (wanted.returnUrl().filter(url -> !returnUrls.allows(url)).isPresent()) {
            throw PairingProblems.returnUrl();
        }
        Duration life = wanted.life().map(this::life).orElse(settings.invitationLife());
        if (life.compareTo(SHORTEST) < 0 || life.compareTo(settings.invitationLongestLife()) > 0) {
            throw badLife();
        }
        return new Invitations.Wish(wanted.label().strip(), wanted.account(), wanted.returnUrl(), life);
    }

    /** A text: a number would be read as seconds, and one too big for them ends the call. */
    private Duration life(String written) {
        try {
            return Duration.parse(written);
        } catch (DateTimeException | ArithmeticException noTime) {
            throw badLife();
        }
    }

    private HttpProblem badLife() {
        return Problems.invalid("life has to be a time as ISO-8601 from PT5M to " + settings.invitationLongestLife()
                + ", such as PT72H.");
    }

    private Invitation own(UUID id) {
        return invitations
                .find(caller.partner(), id)
                .filter(this::visible)
                .orElseThrow(() -> Problems.notFound("pairing-invitation"));
    }

    /** A key for some accounts sees the invitations to them. */
    private boolean visible(Invitation invitation) {
        return caller.accounts().isEmpty()
                || invitation.account().filter(caller::mayRead).isPresent();
    }
}
