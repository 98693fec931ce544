package dev.scanrelay.live;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.itero.FileWish;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Files straight from Align, streamed through. */
@Path("/api/v1/accounts/{account}/align-orders/{vendorOrderId}/files")
@RolesAllowed(Scopes.ARTIFACTS_READ)
@RunOnVirtualThread
@Tag(name = "Orders")
class LiveFilesResource {

    private final LiveFiles files;
    private final Caller caller;
    private final AuditTrail trail;

    LiveFilesResource(LiveFiles files, Caller caller, AuditTrail trail) {
        this.files = files;
        this.caller = caller;
        this.trail = trail;
    }

    @GET
    @Audited("align-files.download")
    @Operation(
            operationId = "downloadAlignFiles",
            summary = "Files of an order straight from Align",
            description =
                    "All files, or chosen types and forms, as Align has them now; nothing of it is stored. One type comes as it is,"
                            + " several come in one zip. Align builds a zip anew for each download: a Range is passed on only together with"
                            + " If-Range and the ETag of the download that it continues, and is ignored otherwise. If Align breaks off, so"
                            + " does the answer. Needs the scope artifacts:read.")
    @Parameter(
            name = "account",
            in = ParameterIn.PATH,
            description = "The clinic's account number.",
            example = "104233")
    @Parameter(
            name = "vendorOrderId",
            in = ParameterIn.PATH,
            description = "Align's order id, as the list with source=align tells it.",
            example = "123456789")
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description =
                    "Align's types of files, such as IDE or IMAGE_GALLERY; repeat it for several. All if left out.",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class),
            example = "IDE")
    @Parameter(
            name = "fileFormat",
            in = ParameterIn.QUERY,
            description = "The format of meshes, such as STL or PLY. As scanned if left out.",
            example = "PLY")
    @Parameter(
            name = "fileType",
            in = ParameterIn.QUERY,
            description =
                    "The form of meshes, such as TwoFiles_ArchesOrientedInOcclusion or SolidModelWithLowProfileBase.",
            example = "TwoFiles_ArchesOrientedInOcclusion")
    @Parameter(
            name = "rxId",
            in = ParameterIn.QUERY,
            description = "The order's RX; needed for an order that we do not know.",
            example = "5b0c6d3e-1f2a-4b5c-8d7e-9f0a1b2c3d4e")
    @APIResponse(
            responseCode = "200",
            description = "The bytes.",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = "The range that was asked for.",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "400",
            description = "A parameter has the wrong form, or Align does not take it; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such order or file in this account.")
    @APIResponse(responseCode = "409", description = "The account is not paired, or its user has to sign in again.")
    @APIResponse(responseCode = "416", description = "The range lies outside the file.")
    @APIResponse(
            responseCode = "503",
            description = "Align is out or limits us, or as many downloads as may be are under way; see Retry-After.")
    public RestResponse<StreamingOutput> download(
            @PathParam("account") AccountId account,
            @PathParam("vendorOrderId") String vendorOrderId,
            @HeaderParam("Range") Optional<String> range,
            @HeaderParam("If-Range") Optional<String> ifRange,
            @Context UriInfo request) {
        trail.account(caller.own(account, "pairing"));
        String orderId = FileParameters.vendorOrderId(vendorOrderId);
        FileParameters asked = new FileParameters(request.getQueryParameters());
        FileWish wish = asked.wish(range, ifRange);
        LiveFiles.Place place = new LiveFiles.Place(caller.partner(), account, orderId, asked.rxId());
        LiveFiles.Identity identity = files.identify(place);
        trail.order(identity.order());
        identity.patientId().ifPresent(trail::patient);
        LiveFiles.Opened opened = files.open(place, wish);
        return LiveAnswer.of(opened.download(), orderId).entity(opened).build();
    }

    /** Not left to the framework, which would open a download for it. */
    @HEAD
    @Audited("align-files.probe")
    @Operation(hidden = true)
    public void head(@PathParam("account") AccountId account, @PathParam("vendorOrderId") String vendorOrderId) {
        throw Problems.of(405, "method-not-allowed", "Method not allowed", "This path does not take this method.");
    }
}
