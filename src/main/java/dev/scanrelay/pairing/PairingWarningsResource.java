package dev.scanrelay.pairing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.itero.PairingWarnings;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What Align says of an account's patients before its integration starts. */
@Path("/api/v1/pairings/{account}/warnings")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({Scopes.PAIRING_READ, Scopes.PAIRING_WRITE})
@Tag(name = "Pairing warnings", description = "Patients who share a chart number, or have none.")
class PairingWarningsResource {

    private final Pairings pairings;
    private final Warnings warnings;
    private final Caller caller;
    private final AuditTrail trail;

    PairingWarningsResource(Pairings pairings, Warnings warnings, Caller caller, AuditTrail trail) {
        this.pairings = pairings;
        this.warnings = warnings;
        this.caller = caller;
        this.trail = trail;
    }

    /** Patients who share one chart number. */
    @Schema(name = "SharedChartNumber")
    record Shared(
            @Schema(description = "Told with the scope patients:read only.")
            @JsonInclude(JsonInclude.Include.NON_ABSENT)
            Optional<String> chartNumber,

            List<String> patientIds) {

        @Override
        public String toString() {
            return "Shared[patients=" + patientIds.size() + "]";
        }
    }

    /** The answer. */
    @Schema(name = "PairingWarnings")
    record View(
            AccountId account,

            @Schema(
                    description =
                            "False where Align does not look: then there may be problems, and the lists are empty.")
            boolean checked,

            @Schema(description = "Whether the pairing waits for an acknowledgement.")
            boolean pending,

            List<Shared> sharedChartNumbers,

            @Schema(description = "Align's ids of patients without a chart number.")
            List<String> withoutChartNumber) {}

    @GET
    @Audited("pairing-warning.read")
    @Operation(
            operationId = "getPairingWarnings",
            summary = "Warnings about an account's patients",
            description =
                    "Asks Align now. A new pairing is pending until its warnings are acknowledged; it opens by itself"
                            + " where there are none, or where Align does not look.")
    @APIResponse(
            responseCode = "200",
            description = "What Align says. Empty lists with checked: true mean no problems.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    @APIResponse(responseCode = "409", description = "The account is not paired, or a user has to sign in again.")
    public Response read(AccountId account) {
        trail.account(own(account));
        View view = view(account, warnings.look(caller.partner(), account));
        view.sharedChartNumbers().forEach(shared -> trail.patients(shared.patientIds()));
        trail.patients(view.withoutChartNumber());
        return Response.ok(view).header("Cache-Control", "no-store").build();
    }

    @POST
    @Path("/acknowledgement")
    @RolesAllowed(Scopes.PAIRING_WRITE)
    @Audited("pairing-warning.acknowledge")
    @Operation(
            operationId = "acknowledgePairingWarnings",
            summary = "Acknowledge the warnings",
            description =
                    "Somebody at the clinic has taken notice. The pairing opens, and what was notified meanwhile is"
                            + " fetched. Nothing changes for a pairing that is open already.")
    @APIResponse(responseCode = "200", description = "The pairing as it is now.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    @APIResponse(responseCode = "409", description = "The account is not paired.")
    public PairingView acknowledge(AccountId account) {
        trail.account(own(account));
        warnings.acknowledge(caller.partner(), account, caller.keyId());
        return pairings.find(caller.partner(), account).orElseThrow(PairingProblems::unknown);
    }

    private AccountId own(AccountId account) {
        caller.own(account, "pairing");
        if (pairings.find(caller.partner(), account).isEmpty()) {
            throw PairingProblems.unknown();
        }
        return account;
    }

    private View view(AccountId account, Optional<PairingWarnings> found) {
        boolean pending = warnings.state(caller.partner(), account) instanceof Warned.Waiting;
        return new View(
                account,
                found.isPresent(),
                pending,
                found.map(PairingWarnings::sharedCharts).orElse(List.of()).stream()
                        .map(this::shared)
                        .toList(),
                found.map(PairingWarnings::withoutChart).orElse(List.of()));
    }

    private Shared shared(PairingWarnings.SharedChart chart) {
        boolean mayRead = caller.scopes().contains(Scopes.PATIENTS_READ);
        return new Shared(mayRead ? Optional.of(chart.chartNumber()) : Optional.empty(), chart.patientIds());
    }
}
