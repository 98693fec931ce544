package dev.scanrelay.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells a caller who it is: the first call to try with a new key. */
@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Access")
class MeResource {

    private final SecurityIdentity identity;

    MeResource(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "Me")
    record Me(
            @Schema(description = "The public part of the key, or the subject of the token.")
            String id,

            @Schema(description = "What you came with: key or token.", examples = "key")
            String credential,

            @Schema(examples = "default") PartnerId partner,

            Optional<String> name,

            Optional<String> owner,

            @Schema(description = "All that you may do, what admin includes among it.")
            List<String> scopes,

            @Schema(description = "Left out: every account of the partner.")
            Optional<List<AccountId>> accounts,

            @Schema(description = "Left out: never.") Optional<Instant> expiresAt) {

        static Me of(Identified caller) {
            return new Me(
                    caller.keyId(),
                    caller.credential(),
                    caller.partner(),
                    caller.label(),
                    caller.owner(),
                    KeyView.sorted(caller.scopes()),
                    caller.accounts().map(KeyView::sorted),
                    caller.expiresAt());
        }
    }

    @GET
    @Audited("caller.read")
    @Operation(
            operationId = "getCaller",
            summary = "Who am I",
            description = "What the service knows of the key or token that you sent. Needs no scope.")
    public Me me() {
        return Me.of((Identified) identity.getPrincipal());
    }
}
