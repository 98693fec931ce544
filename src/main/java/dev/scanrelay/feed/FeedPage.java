package dev.scanrelay.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Events in the order in which they were announced. */
@Schema(name = "EventPage", description = "Events in the order in which they were announced.")
record FeedPage(
        @Schema(
                type = SchemaType.ARRAY,
                implementation = EventDocument.class,
                description = "CloudEvents 1.0, as they are published elsewhere. May be empty though there is more.")
        List<JsonNode> events,

        @Schema(
                description = "Where to read on: send it as after, whether there is more or not.",
                example = "AQAAAAAAAAAq")
        String next,

        @Schema(description = "Whether to read on at once.") boolean more) {}
