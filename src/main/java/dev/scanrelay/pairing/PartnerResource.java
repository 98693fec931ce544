package dev.scanrelay.pairing;

import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's partner itself. */
@Path("/api/v1/partner")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Scopes.ADMIN)
@Tag(name = "Partner")
class PartnerResource {

    private final Pairings pairings;
    private final Caller caller;

    PartnerResource(Pairings pairings, Caller caller) {
        this.pairings = pairings;
        this.caller = caller;
    }

    @Schema(name = "PartnerCallbackKey", description = "The key for the URL registered at Align, shown this once.")
    record Shown(int generation, String key, Optional<URI> url) {}

    /** A new callback key for the URL registered at Align: shown this once. The former one is good until it is seen. */
    @POST
    @Path("/callback-key")
    @Audited("partner-callback-key.rotate")
    @Operation(
            operationId = "rotatePartnerCallbackKey",
            summary = "A new callback key for the URL registered at Align",
            description = "Shown this once. The former one is good until the new one is seen.")
    @APIResponse(
            responseCode = "201",
            description = "The key.",
            content = @Content(schema = @Schema(implementation = Shown.class)))
    public Response rotate() {
        PartnerKey key = pairings.rotateCallbackKey(partner());
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(new Shown(key.generation(), key.key().reveal(), key.url()))
                .build();
    }

    private PartnerId partner() {
        return caller.partner();
    }
}
