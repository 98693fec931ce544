package dev.scanrelay.pairing;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import dev.scanrelay.transfer.Keep;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is stored of an account's scans. */
@Path("/api/v1/accounts/{account}/storage")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Scopes.PAIRING_WRITE)
@Tag(name = "Pairings")
class StorageResource {

    private final AccountStorage storage;
    private final Caller caller;
    private final AuditTrail trail;

    StorageResource(AccountStorage storage, Caller caller, AuditTrail trail) {
        this.storage = storage;
        this.caller = caller;
        this.trail = trail;
    }

    @Schema(name = "NewStorage", description = "What is to be stored of a zip.")
    record Wish(
            @Schema(
                    description = "zip: as it came; entries: its files one by one; both.",
                    enumeration = {"zip", "entries", "both"},
                    examples = "entries")
            @NotNull String keep) {}

    @Schema(name = "Storage", description = "What is stored of the zips of an account from now on.")
    record View(
            @Schema(description = "zip, entries or both.", examples = "entries")
            String keep,

            @Schema(description = "Whether that is the account's own value, and not the installation's.")
            boolean own) {}

    @GET
    @RolesAllowed({Scopes.PAIRING_READ, Scopes.PAIRING_WRITE})
    @Audited("account-storage.read")
    @Operation(
            operationId = "getAccountStorage",
            summary = "What is stored of an account's zips",
            description = "Needs the scope pairing:read or pairing:write.")
    @APIResponse(responseCode = "200", description = "What is stored from now on.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    public View get(@PathParam("account") AccountId account) {
        return view(mine(account));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited("account-storage.update")
    @Operation(
            operationId = "setAccountStorage",
            summary = "Choose what is stored of an account's zips",
            description =
                    "It holds for what is fetched from now on; what is stored stays as it is. Whether files count as new does"
                            + " not depend on it. Needs the scope pairing:write.")
    @APIResponse(responseCode = "200", description = "It is chosen.")
    @APIResponse(responseCode = "400", description = "keep is not zip, entries or both.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    public View set(@PathParam("account") AccountId account, @NotNull Wish wish) {
        Keep keep = keep(wish);
        return chosen(mine(account), Optional.of(keep));
    }

    @DELETE
    @Audited("account-storage.reset")
    @Operation(
            operationId = "resetAccountStorage",
            summary = "Let the installation say what is stored",
            description = "Takes the account's own value away. Needs the scope pairing:write.")
    @APIResponse(responseCode = "200", description = "What is stored from now on.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    public View reset(@PathParam("account") AccountId account) {
        return chosen(mine(account), Optional.empty());
    }

    private View chosen(AccountId account, Optional<Keep> keep) {
        storage.choose(caller.partner(), account, keep);
        return view(account); // or that there is no such pairing
    }

    private View view(AccountId account) {
        Optional<Keep> own = storage.find(caller.partner(), account)
                .orElseThrow(PairingProblems::unknown)
                .keep();
        return new View(own.orElse(storage.usual()).wire(), own.isPresent());
    }

    private static Keep keep(Wish wish) {
        try {
            return Keep.of(wish.keep());
        } catch (IllegalArgumentException other) {
            throw Problems.invalid("keep has to be zip, entries or both.");
        }
    }

    private AccountId mine(AccountId account) {
        trail.account(account);
        return caller.own(account, "pairing");
    }
}
