package dev.scanrelay.order;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The bytes of artifacts: streamed, or by a link. */
@Path("/api/v1/orders/{orderId}/artifacts/{artifactId}")
@RolesAllowed(Scopes.ARTIFACTS_READ)
@RunOnVirtualThread
@Tag(name = "Artifacts")
class ArtifactsResource {

    private final ArtifactFiles files;
    private final Catalogue catalogue;
    private final OrderConfig config;
    private final Caller caller;
    private final AuditTrail trail;
    private final Clock clock;

    ArtifactsResource(
            ArtifactFiles files,
            Catalogue catalogue,
            OrderConfig config,
            Caller caller,
            AuditTrail trail,
            Clock clock) {
        this.files = files;
        this.catalogue = catalogue;
        this.config = config;
        this.caller = caller;
        this.trail = trail;
        this.clock = clock;
    }

    @GET
    @Audited("artifact.download")
    @Operation(
            operationId = "downloadArtifact",
            summary = "The bytes of one artifact",
            description =
                    "Streamed. A single Range is served; the ETag is the SHA-256 of the bytes and never changes. Needs"
                            + " the scope artifacts:read.")
    @APIResponse(
            responseCode = "200",
            description = "All bytes, in the artifact's own media type.",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = "The range that was asked for.",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "The caller has it already (If-None-Match).")
    @APIResponse(responseCode = "404", description = "There is no such artifact, or this key may not see it.")
    @APIResponse(
            responseCode = "410",
            description = "The file is not in the store any more, or the order's data was erased.")
    @APIResponse(responseCode = "416", description = "The range lies outside the file.")
    public RestResponse<StreamingOutput> bytes(
            @PathParam("orderId") String orderId,
            @PathParam("artifactId") String artifactId,
            @HeaderParam("Range") Optional<String> range,
            @HeaderParam("If-Range") Optional<String> ifRange,
            @HeaderParam("If-None-Match") Optional<String> ifNoneMatch) {
        ArtifactFile file = find(orderId, artifactId);
        if (EntityTags.hold(ifNoneMatch, file.etag())) {
            return ArtifactAnswer.unchanged(file).build();
        }
        Requested requested = Ranges.of(range, ifRange, file.etag(), file.size());
        ResponseBuilder<StreamingOutput> answer = ArtifactAnswer.of(file, requested);
        // Opened before the answer begins, while it can still be a problem.
        return answer.entity(StoredBytes.of(files.open(file, requested))).build();
    }

    @HEAD
    @Audited("artifact.probe")
    @Operation(
            operationId = "probeArtifact",
            summary = "What the bytes of one artifact are",
            description = "The headers of GET.")
    @APIResponse(responseCode = "200", description = "It is there.")
    @APIResponse(responseCode = "304", description = "The caller has it already (If-None-Match).")
    public RestResponse<Void> head(
            @PathParam("orderId") String orderId,
            @PathParam("artifactId") String artifactId,
            @HeaderParam("If-None-Match") Optional<String> ifNoneMatch) {
        ArtifactFile file = find(orderId, artifactId);
        return ArtifactAnswer.head(
                EntityTags.hold(ifNoneMatch, file.etag())
                        ? ArtifactAnswer.unchanged(file)
                        : ArtifactAnswer.of(file, new Requested.Whole()));
    }

    @POST
    @Path("link")
    @Audited(value = "artifact.link", reads = true)
    @Operation(
            operationId = "linkArtifact",
            summary = "A link to the bytes of one artifact",
            description =
                    "For a reader that can reach the store: a short-lived signed URL. We never redirect to it, so no"
                            + " API key travels along. Needs the scope artifacts:read.")
    @APIResponse(responseCode = "200", description = "The link.")
    public RestResponse<LinkView> link(
            @PathParam("orderId") String orderId, @PathParam("artifactId") String artifactId) {
        ArtifactFile file = find(orderId, artifactId);
        LinkView link = new LinkView(
                files.link(file, config.linkLife()), clock.instant().plus(config.linkLife()));
        return ResponseBuilder.ok(link).header("Cache-Control", "no-store").build();
    }

    private ArtifactFile find(String orderId, String artifactId) {
        Reader reader = Reader.of(caller);
        UUID order = Parameters.id("orderId", orderId);
        ArtifactFile file = files.find(reader, order, Parameters.id("artifactId", artifactId))
                .orElseThrow(() -> catalogue.missing(reader, order, "artifact"));
        trail.account(file.account());
        file.patient().ifPresent(trail::patient);
        return file;
    }
}
