package dev.scanrelay.order;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.concurrent.Slots;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** All or some stored files of an order, in one zip. */
@Path("/api/v1/orders/{orderId}/files")
@RolesAllowed(Scopes.ARTIFACTS_READ)
@RunOnVirtualThread
@Tag(name = "Orders")
class FilesResource {

    private static final Logger LOG = Logger.getLogger(FilesResource.class);
    private static final String ZIP = "application/zip";
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final FileBundles bundles;
    private final ArtifactFiles files;
    private final Catalogue catalogue;
    private final Slots slots;
    private final Caller caller;
    private final AuditTrail trail;

    FilesResource(
            FileBundles bundles,
            ArtifactFiles files,
            Catalogue catalogue,
            @Identifier(OrderSlots.ZIPS) Slots slots,
            Caller caller,
            AuditTrail trail) {
        this.bundles = bundles;
        this.files = files;
        this.catalogue = catalogue;
        this.slots = slots;
        this.caller = caller;
        this.trail = trail;
    }

    @GET
    @Produces(ZIP)
    @Audited("order-files.download")
    @Operation(
            operationId = "downloadOrderFiles",
            summary = "Stored files of an order in one zip",
            description =
                    "Of the latest revision or of the one named: all of them, or chosen kinds and formats. Left out, kind and"
                            + " format give every file, but no archive whose content is given file by file; kind=archive gives that."
                            + " The zip is made while it is sent, so it has no length and no ranges. Each file is checked on its way:"
                            + " if one is not what was stored, the connection breaks, and the zip has no end. Entries have the file"
                            + " names of the artifacts, which say nothing of a person; what is in the files may. Needs the scope"
                            + " artifacts:read.")
    @Parameter(name = "orderId", in = ParameterIn.PATH, description = "Our id of the order.")
    @Parameter(
            name = "revision",
            in = ParameterIn.QUERY,
            description = "Its number; the latest if left out.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"),
            example = "1")
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            description = "archive, mesh, image, rx, metadata, margin, texture or unknown. Repeat it for several.",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class),
            example = "mesh")
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "The extension of a file name, such as stl, ply, jpg. Repeat it for several.",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class),
            example = "stl")
    @APIResponse(
            responseCode = "200",
            description = "The zip.",
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "The caller has these files already (If-None-Match).")
    @APIResponse(responseCode = "400", description = "A parameter is unknown or of the wrong form; detail names it.")
    @APIResponse(
            responseCode = "404",
            description = "There is no such revision, this key may not see it, or none of its files is chosen.")
    @APIResponse(
            responseCode = "410",
            description = "The file is not in the store any more, or the order's data was erased.")
    @APIResponse(
            responseCode = "503",
            description =
                    "The store can't be reached just now, or as many zips as may be are on their way; see Retry-After.")
    public RestResponse<StreamingOutput> zip(
            @PathParam("orderId") String orderId,
            @HeaderParam("If-None-Match") Optional<String> ifNoneMatch,
            @Context UriInfo request) {
        FileBundle bundle = chosen(orderId, request);
        if (EntityTags.hold(ifNoneMatch, bundle.opaqueTag())) {
            return common(Status.NOT_MODIFIED, bundle).build();
        }
        return described(bundle).entity(opened(bundle)).build();
    }

    /** The first file before the answer begins, while it can still be a problem. */
    private StoredBytes opened(FileBundle bundle) {
        Slots.Slot slot = slots.take()
                .orElseThrow(() -> Problems.unavailable(
                        "There are as many zips on their way as there may be. Come again later.", COME_AGAIN));
        try {
            InputStream first = files.open(bundle.parts().getFirst().file(), new Requested.Whole());
            return new StoredBytes(() -> closed(first, slot), output -> write(bundle, first, output));
        } catch (RuntimeException failure) {
            slot.close();
            throw failure;
        }
    }

    private static void closed(InputStream first, Slots.Slot slot) throws IOException {
        try (slot) {
            first.close();
        }
    }

    @HEAD
    @Audited("order-files.probe")
    @Operation(
            operationId = "probeOrderFiles",
            summary = "Whether there are such files",
            description = "The headers of GET.")
    @APIResponse(responseCode = "200", description = "There are.")
    public RestResponse<Void> head(@PathParam("orderId") String orderId, @Context UriInfo request) {
        return ArtifactAnswer.head(described(chosen(orderId, request)));
    }

    private FileBundle chosen(String orderId, UriInfo request) {
        UUID order = Parameters.id("orderId", orderId);
        FileChoice choice = FileChoice.of(new Parameters(request.getQueryParameters()));
        trail.order(order);
        Reader reader = Reader.of(caller);
        FileBundle all = bundles.find(reader, order, choice.revision())
                .orElseThrow(() -> catalogue.missing(reader, order, "revision"));
        trail.account(all.account());
        all.parts().stream().flatMap(part -> part.file().patient().stream()).forEach(trail::patient);
        return Optional.of(all.of(choice))
                .filter(bundle -> !bundle.parts().isEmpty())
                .orElseThrow(() -> Problems.of(
                        404, "no-such-files", "Not found", "The revision has no file of this kind and format."));
    }

    private void write(FileBundle bundle, InputStream first, OutputStream output) throws IOException {
        try (first) {
            new ZipWriter(bundle, file -> files.open(file, new Requested.Whole())).write(first, output);
        } catch (ZipWriter.Damaged damaged) {
            LOG.errorf(
                    "A stored file differs from its digest orderId=%s revision=%d", bundle.order(), bundle.revision());
            throw damaged;
        }
    }

    private static ResponseBuilder<StreamingOutput> described(FileBundle bundle) {
        return common(Status.OK, bundle)
                .header("Content-Type", ZIP)
                .header("Content-Disposition", bundle.disposition())
                .header("X-Content-Type-Options", "nosniff")
                .header("Accept-Ranges", "none");
    }

    private static ResponseBuilder<StreamingOutput> common(Status status, FileBundle bundle) {
        return ResponseBuilder.<StreamingOutput>create(status)
                .header("ETag", bundle.etag())
                .header("Cache-Control", "private, no-cache, no-transform");
    }
}
