package dev.scanrelay.erase;

import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How long an account's scans are kept. */
@Path("/api/v1/accounts/{account}/retention")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.PATIENTS_ERASE)
@RunOnVirtualThread
@Tag(name = "Privacy")
class RetentionResource {

    private static final String ACCOUNT = "The clinic's account number at Align.";
    private static final String OF_ACCOUNT = "{\"days\":3650,\"from\":\"account\"}";

    private final Retentions retentions;
    private final Subjects subjects;
    private final Caller caller;

    RetentionResource(Retentions retentions, Subjects subjects, Caller caller) {
        this.retentions = retentions;
        this.subjects = subjects;
        this.caller = caller;
    }

    @GET
    @Audited("retention.read")
    @Operation(
            operationId = "getRetention",
            summary = "How long an account's scans are kept",
            description =
                    "After their last change; for ever unless somebody set a time. Needs the scope patients:erase.")
    @APIResponse(responseCode = "404", description = "This key may not see the account.")
    @APIResponse(
            responseCode = "200",
            description = "How long.",
            content =
                    @Content(
                            schema = @Schema(implementation = RetentionView.class),
                            examples = @ExampleObject(name = "ten years", value = OF_ACCOUNT)))
    public RetentionView read(
            @Parameter(description = ACCOUNT, example = "104233") @PathParam("account") AccountId account) {
        return retentions.of(caller.partner(), subjects.own(account));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited("retention.set")
    @Operation(
            operationId = "setRetention",
            summary = "Set how long an account's scans are kept",
            description =
                    "Orders whose last change is longer ago lose their files, names and events for good, within an hour or so, unless"
                            + " a legal hold forbids it or something of them is still on its way. A new scan of one brings it back."
                            + " Needs the scope patients:erase.")
    @APIResponse(responseCode = "400", description = "Neither or both of days and forever are given; detail says so.")
    @APIResponse(responseCode = "404", description = "This key may not see the account.")
    @APIResponse(
            responseCode = "200",
            description = "It is set.",
            content =
                    @Content(
                            schema = @Schema(implementation = RetentionView.class),
                            examples = @ExampleObject(name = "ten years", value = OF_ACCOUNT)))
    public RetentionView set(
            @Parameter(description = ACCOUNT, example = "104233") @PathParam("account") AccountId account,
            @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RetentionAsk.class),
                                            examples = {
                                                @ExampleObject(name = "ten years", value = "{\"days\":3650}"),
                                                @ExampleObject(name = "for ever", value = "{\"forever\":true}")
                                            }))
                    RetentionAsk ask) {
        AccountId own = subjects.own(account);
        retentions.set(caller.partner(), own, ask.kept(), caller.keyId());
        return retentions.of(caller.partner(), own);
    }

    @DELETE
    @Audited("retention.unset")
    @Operation(
            operationId = "unsetRetention",
            summary = "Keep an account's scans as the deployment says",
            description = "What was set for the account is forgotten. Needs the scope patients:erase.")
    @APIResponse(responseCode = "404", description = "This key may not see the account.")
    @APIResponse(
            responseCode = "200",
            description = "What holds from now on.",
            content =
                    @Content(
                            schema = @Schema(implementation = RetentionView.class),
                            examples = @ExampleObject(name = "for ever", value = "{\"from\":\"deployment\"}")))
    public RetentionView unset(
            @Parameter(description = ACCOUNT, example = "104233") @PathParam("account") AccountId account) {
        AccountId own = subjects.own(account);
        retentions.unset(caller.partner(), own);
        return retentions.of(caller.partner(), own);
    }
}
