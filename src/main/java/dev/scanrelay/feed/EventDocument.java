package dev.scanrelay.feed;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the API's description tells of an event; the event itself is written by {@link dev.scanrelay.event.EventDocuments}. */
@Schema(name = "Event", description = "A CloudEvent 1.0 in its JSON form.")
record EventDocument(
        @Schema(example = "1.0") String specversion,

        @Schema(description = "The same wherever and however often the event is read: what to recognise repeats by.")
        String id,

        @Schema(format = "uri-reference", example = "/scanrelay/partners/default/accounts/104233")
        URI source,

        @Schema(example = "dev.scanrelay.order.ready.v1") String type,

        @Schema(description = "What the event is about.", example = "orders/5b3c6a52-2f0e-4f0a-9a39-3a8f0f6f6f10")
        String subject,

        Instant time,

        @Schema(example = "application/json") String datacontenttype,

        @Schema(example = "urn:scanrelay:schema:order.ready.v1")
        URI dataschema,

        @Schema(description = "Events with the same one are in the order in which they happened.")
        String partitionkey,

        @Schema(format = "uri-reference", description = "Where to read the order that the event is about.")
        Optional<URI> dataref,

        @Schema(description = "As the data schema says.") Map<String, Object> data) {}
