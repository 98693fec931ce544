package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.content.Meshes;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;

/** Reads {@code fileFormat} and {@code fileType} of a download. */
final class MeshForms {

    private MeshForms() {}

    static Meshes of(Request request) {
        return new Meshes(
                request.query("fileFormat")
                        .map(format -> Meshes.Format.of(format)
                                .orElseThrow(() -> new Refusal(400, "unknown_file_format", "it is STL or PLY"))),
                request.query("fileType")
                        .map(form -> Meshes.Form.of(form)
                                .orElseThrow(() -> new Refusal(400, "unknown_file_type", "it is none of ours")))
                        .orElse(Meshes.Form.TWO_FILES));
    }
}
