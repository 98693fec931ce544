package dev.scanrelay.pairing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Company;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Pairings of the caller's partner. Nothing here shows a secret. */
@Path("/api/v1/pairings")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Scopes.PAIRING_WRITE)
@Tag(name = "Pairings")
class PairingsResource {

    private final Pairings pairings;
    private final ReturnUrls returnUrls;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;

    PairingsResource(Pairings pairings, ReturnUrls returnUrls, Caller caller, AuditTrail trail, Intent intent) {
        this.pairings = pairings;
        this.returnUrls = returnUrls;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
    }

    @Schema(name = "PairingAttempt", description = "A log-in at Align that was begun.")
    record Begun(UUID attempt, URI authorizeUri, Instant expiresAt) {}

    @Schema(name = "ChosenAccount", description = "The account to pair.")
    record Choice(@NotNull AccountId account) {}

    /** @param returnUrl where our page sends the user after the log-in; on the installation's list */
    @Schema(name = "NewPairing", description = "How a pairing is to be begun.")
    record Start(Optional<URI> returnUrl) {}

    @Schema(name = "PairingList", description = "One page of pairings, in the order of the accounts.")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Page(
            List<PairingView> pairings,

            @Schema(description = "Whether there is more behind this page.")
            boolean more,

            @Schema(
                    description = "The cursor of what comes behind this page. Absent: it is the last.",
                    examples = "ATIwODExNA")
            Optional<String> next) {}

    @Schema(name = "CallbackKeyGeneration", description = "Which callback key is the latest.")
    record Rotated(int generation) {}

    /** Begins a login; send the clinic's user to {@code authorizeUri}. */
    @POST
    @Audited("pairing.start")
    @Operation(hidden = true)
    public Response start() {
        return started(Optional.empty());
    }

    /** The same, and our page sends the user on when Align has sent them back. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited("pairing.start")
    @Operation(
            operationId = "startPairing",
            summary = "Begin a pairing",
            description =
                    "Send the clinic's user to authorizeUri. They log in at Align and come back to us. The body may be"
                            + " left out.")
    @APIResponse(
            responseCode = "201",
            description = "The attempt.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Begun.class)))
    @APIResponse(responseCode = "400", description = "returnUrl is not on this installation's list.")
    public Response start(@Nullable Start wish) {
        return started(returnUrl(wish));
    }

    private Response started(Optional<URI> returnUrl) {
        Started started = pairings.start(partner(), returnUrl);
        return Response.status(Response.Status.CREATED)
                .entity(new Begun(started.attempt(), started.authorizeUri(), started.expiresAt()))
                .build();
    }

    /** The accounts to choose from, once the user is back from Align. */
    @GET
    @RolesAllowed({Scopes.PAIRING_READ, Scopes.PAIRING_WRITE})
    @Path("/attempts/{attempt}")
    @Audited("pairing-account.list")
    @Operation(
            operationId = "listPairableAccounts",
            summary = "The accounts to choose from",
            description = "Once the clinic's user is back from Align.")
    @APIResponse(responseCode = "200", description = "The accounts.")
    @APIResponse(
            responseCode = "404",
            description = "There is no such attempt, it is over, or the user is not back yet.")
    public AccountChoice.Choices accounts(UUID attempt) {
        return pairings.accounts(partner(), attempt)
                .map(companies -> new AccountChoice.Choices(attempt, visible(companies)))
                .orElseThrow(PairingProblems::noAttempt);
    }

    @POST
    @Path("/attempts/{attempt}/account")
    @Audited("pairing.choose")
    @Operation(operationId = "pairAccount", summary = "Pair the chosen account")
    @APIResponse(
            responseCode = "201",
            description = "It is paired.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PairingView.class)))
    @APIResponse(responseCode = "404", description = "There is no such attempt, or this key may not see the account.")
    @APIResponse(responseCode = "409", description = "It can't be paired as things are; detail says why.")
    public Response choose(UUID attempt, @NotNull Choice choice) {
        return switch (pairings.pair(partner(), attempt, mine(choice.account()), intent::commit)) {
            case Chosen.Paired paired ->
                Response.created(URI.create("/api/v1/pairings/" + paired.account()))
                        .entity(get(paired.account()))
                        .build();
            case Chosen.NoAttempt none -> throw PairingProblems.noAttempt();
            case Chosen.NoCallback unset -> throw PairingProblems.noCallback();
            case Chosen.Refused refused -> throw PairingProblems.refusedByAlign();
        };
    }

    @GET
    @RolesAllowed({Scopes.PAIRING_READ, Scopes.PAIRING_WRITE})
    @Audited("pairing.list")
    @Operation(
            operationId = "listPairings",
            summary = "Pairings, page by page",
            description =
                    "Those that this key may see, ended ones too, in the order of the accounts as text. One that is"
                            + " made while you read is listed if its account comes behind; none is listed twice.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 200; 50 if left out.", example = "50")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "The next of the page before.")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown, repeated or of the wrong form; detail names it.")
    @APIResponse(responseCode = "200", description = "A page, which may be empty.")
    public Page list(@Context UriInfo request) {
        Paging.Page<PairingView> page =
                pairings.list(partner(), caller.accounts(), Paging.of(request.getQueryParameters(), Cursors::pairing));
        return new Page(page.entries(), page.more(), page.next(Cursors::behind));
    }

    @GET
    @RolesAllowed({Scopes.PAIRING_READ, Scopes.PAIRING_WRITE})
    @Path("/{account}")
    @Audited("pairing.read")
    @Operation(operationId = "getPairing", summary = "One pairing")
    @APIResponse(responseCode = "200", description = "The pairing.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    public PairingView get(AccountId account) {
        return pairings.find(partner(), mine(account)).orElseThrow(PairingProblems::unknown);
    }

    /** Gives the pairing a new callback key; the old one is good until the new one is seen. */
    @POST
    @Path("/{account}/callback-key")
    @Audited("pairing-callback-key.rotate")
    @Operation(
            operationId = "rotateCallbackKey",
            summary = "Give a pairing a new callback key",
            description = "The old one is good until the new one is seen.")
    @APIResponse(responseCode = "200", description = "The new one is in place.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    public Rotated rotate(AccountId account) {
        return new Rotated(pairings.rotateCallbackKey(partner(), mine(account)));
    }

    /** 204 once Align knows, 202 while it still has to be told. */
    @DELETE
    @Path("/{account}")
    @Audited("pairing.end")
    @Operation(
            operationId = "endPairing",
            summary = "End a pairing",
            description = "What is stored stays readable until its retention ends.")
    @APIResponse(responseCode = "202", description = "It is over for us; Align still has to be told.")
    @APIResponse(responseCode = "204", description = "It is over, and Align knows.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    public Response disconnect(AccountId account) {
        return switch (pairings.disconnect(partner(), mine(account))) {
            case Disconnected.Ended ended -> Response.noContent().build();
            case Disconnected.Ending ending -> Response.accepted().build();
            case Disconnected.Unknown unknown -> throw PairingProblems.unknown();
        };
    }

    /** An account that the key may not see does not exist for it. */
    private AccountId mine(AccountId account) {
        trail.account(account);
        if (!caller.mayRead(account)) {
            throw PairingProblems.unknown();
        }
        return account;
    }

    private List<AccountChoice> visible(List<Company> companies) {
        return companies.stream()
                .filter(company -> caller.mayRead(company.account()))
                .map(AccountChoice::of)
                .toList();
    }

    private Optional<URI> returnUrl(@Nullable Start wish) {
        Optional<URI> wished = Optional.ofNullable(wish).flatMap(Start::returnUrl);
        if (wished.filter(url -> !returnUrls.allows(url)).isPresent()) {
            throw PairingProblems.returnUrl();
        }
        return wished;
    }

    private PartnerId partner() {
        return caller.partner();
    }
}
