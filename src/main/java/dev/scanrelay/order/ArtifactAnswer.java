package dev.scanrelay.order;

import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.StreamingOutput;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The headers of an artifact's answers, alike for GET and HEAD. */
final class ArtifactAnswer {

    private ArtifactAnswer() {}

    static ResponseBuilder<StreamingOutput> unchanged(ArtifactFile file) {
        return common(ResponseBuilder.<StreamingOutput>create(Status.NOT_MODIFIED), file);
    }

    static ResponseBuilder<StreamingOutput> of(ArtifactFile file, Requested requested) {
        return switch (requested) {
            case Requested.Whole whole ->
                described(Status.OK, file)
                        .header("Content-Length", file.size())
                        .header("Content-Digest", file.digest());
            case Requested.Part part ->
                described(Status.PARTIAL_CONTENT, file)
                        .header("Content-Length", part.length())
                        .header("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + file.size());
            case Requested.Outside outside -> throw outside(file);
        };
    }

    private static ResponseBuilder<StreamingOutput> described(Status status, ArtifactFile file) {
        return common(ResponseBuilder.<StreamingOutput>create(status), file)
                .header("Content-Type", file.mediaType())
                .header("Content-Disposition", file.disposition())
                .header("X-Content-Type-Options", "nosniff")
                .header("Accept-Ranges", "bytes")
                .header("Repr-Digest", file.digest());
    }

    private static ResponseBuilder<StreamingOutput> common(ResponseBuilder<StreamingOutput> answer, ArtifactFile file) {
        return answer.header("ETag", file.etag()).header("Cache-Control", "private, no-cache, no-transform");
    }

    private static HttpProblem outside(ArtifactFile file) {
        HttpProblem problem = Problems.of(
                416, "range-not-satisfiable", "Range not satisfiable", "Ask for a range within the content.");
        return HttpProblem.builder(problem)
                .withHeader("Content-Range", "bytes */" + file.size())
                .build();
    }

    /** An answer without its body. */
    static RestResponse<Void> head(ResponseBuilder<StreamingOutput> answer) {
        RestResponse<StreamingOutput> whole = answer.build();
        ResponseBuilder<Void> head = ResponseBuilder.create(whole.getStatusInfo());
        whole.getHeaders().forEach((name, values) -> values.forEach(value -> head.header(name, value)));
        return head.build();
    }
}
