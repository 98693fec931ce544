package dev.scanrelay.listen;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** One file of a revision. */
record Artifact(
        String order, String id, String kind, String role, String jaw, String fileName, long size, String sha256) {

    static Artifact of(Scan scan, JsonNode view) throws IOException {
        Artifact artifact = new Artifact(
                scan.order(),
                view.path("id").asText(),
                view.path("kind").asText("unknown"),
                view.path("role").asText("none"),
                view.path("jaw").asText("none"),
                view.path("fileName").asText("file"),
                view.path("sizeBytes").asLong(-1),
                view.path("sha256").asText());
        if (!Scan.isId(artifact.id) || !artifact.sha256.matches("[0-9a-f]{64}") || artifact.size < 0) {
            throw new Later("an artifact of order " + scan.order() + " lacks id, size or digest");
        }
        return artifact;
    }

    String path() {
        return "/api/v1/orders/" + order + "/artifacts/" + id;
    }
}
