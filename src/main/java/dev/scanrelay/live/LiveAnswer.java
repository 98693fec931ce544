package dev.scanrelay.live;

import dev.scanrelay.itero.Download;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The headers of a live download: what Align says of the bytes, none of its names. */
final class LiveAnswer {

    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]{1,20}/[a-z0-9.+-]{1,60}");
    private static final String OTHER = "application/octet-stream";

    private LiveAnswer() {}

    static ResponseBuilder<StreamingOutput> of(Download download, String vendorOrderId) {
        String mediaType = mediaType(download.contentType());
        ResponseBuilder<StreamingOutput> answer = ResponseBuilder.<StreamingOutput>create(
                        Status.fromStatusCode(download.status()))
                .header("Content-Type", mediaType)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"align-order-" + vendorOrderId + extension(mediaType) + '"')
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "private, no-store, no-transform")
                .header("Accept-Ranges", download.strongEtag().isPresent() ? "bytes" : "none");
        download.length().ifPresent(length -> answer.header("Content-Length", length));
        download.strongEtag().ifPresent(tag -> answer.header("ETag", tag));
        download.range().ifPresent(range -> answer.header("Content-Range", text(range)));
        return answer;
    }

    private static String text(Download.ContentRange range) {
        String total = range.total().isPresent() ? Long.toString(range.total().getAsLong()) : "*";
        return "bytes " + range.start() + "-" + range.end() + "/" + total;
    }

    private static String mediaType(Optional<String> told) {
        return told.map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(MEDIA_TYPE.asMatchPredicate())
                .orElse(OTHER);
    }

    private static String extension(String mediaType) {
        return switch (mediaType) {
            case "application/zip" -> ".zip";
            case "image/jpeg" -> ".jpg";
            case "application/pdf" -> ".pdf";
            default -> "";
        };
    }
}
