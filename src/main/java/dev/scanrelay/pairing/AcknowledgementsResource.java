package dev.scanrelay.pairing;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Warnings of many accounts acknowledged at once, such as those of an import. */
@Path("/api/v1/pairings/acknowledgements")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Scopes.PAIRING_WRITE)
@Tag(name = "Pairing warnings")
class AcknowledgementsResource {

    private static final int MOST = 500;

    private final Warnings warnings;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;

    AcknowledgementsResource(Warnings warnings, Caller caller, AuditTrail trail, Intent intent) {
        this.warnings = warnings;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
    }

    @Schema(name = "NewAcknowledgements", description = "Accounts of whose warnings somebody has taken notice.")
    record Wish(
            @Schema(description = "1 to 500.", minItems = 1, maxItems = MOST, example = "[\"104233\", \"104577\"]")
            @Nullable List<@Nullable AccountId> accounts) {}

    /** One account's. */
    @Schema(name = "Acknowledgement")
    record Done(
            AccountId account,

            @Schema(
                    description =
                            "acknowledged, by this call or before; not-found: there is no such pairing, or this key"
                                    + " may not see it; not-paired: the pairing has not been made, or has ended;"
                                    + " not-checked-yet: Align has not told yet what there is to take notice of, come again.",
                    enumeration = {"acknowledged", "not-found", "not-paired", "not-checked-yet"})
            String outcome) {}

    @Schema(name = "Acknowledgements", description = "One for each account, in the order asked for.")
    record Answer(List<Done> accounts) {}

    @POST
    @Audited("pairing-warning.acknowledge")
    @Operation(
            operationId = "acknowledgeManyPairingWarnings",
            summary = "Acknowledge the warnings of many accounts",
            description =
                    "Somebody has taken notice of what Align says of these accounts' patients, such as after an import."
                            + " Each account is done for itself; repeating the call changes nothing. Align is not asked."
                            + " Needs the scope pairing:write.")
    @APIResponse(responseCode = "200", description = "What came of each.")
    @APIResponse(responseCode = "400", description = "accounts is missing, empty or too long.")
    public Answer acknowledge(@NotNull Wish wish) {
        List<AccountId> accounts = accounts(wish);
        accounts.stream().filter(caller::mayRead).forEach(trail::account);
        intent.commit();
        return new Answer(accounts.stream()
                .map(account -> new Done(account, acknowledge(account).wire()))
                .toList());
    }

    private Acknowledgement acknowledge(AccountId account) {
        return caller.mayRead(account)
                ? warnings.acknowledgeKnown(caller.partner(), account, caller.keyId())
                : Acknowledgement.NOT_FOUND;
    }

    private static List<AccountId> accounts(Wish wish) {
        List<@Nullable AccountId> asked = Objects.requireNonNullElse(wish.accounts(), List.of());
        if (asked.isEmpty() || asked.size() > MOST || asked.stream().anyMatch(Objects::isNull)) {
            throw Problems.invalid("accounts has to be a list of 1 to 500 account numbers.");
        }
        return List.copyOf(new LinkedHashSet<>(asked));
    }
}
