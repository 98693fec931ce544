package dev.scanrelay.feed;

import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Disclosures;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The feed as a stream of Server-Sent Events: docs/feed.md. Not in the API's description, which has no words for an answer without end: a client
 * made from it would wait for that end.
 */
@Path("/api/v1/events/stream")
@Produces(MediaType.SERVER_SENT_EVENTS)
@RolesAllowed(Scopes.EVENTS_READ)
@RunOnVirtualThread
class StreamResource {

    private static final String ACTION = "event.stream";
    private static final String RESUME = "Last-Event-ID";

    private final Feed feed;
    private final Switchboard switchboard;
    private final Disclosures disclosures;
    private final Caller caller;

    StreamResource(Feed feed, Switchboard switchboard, Disclosures disclosures, Caller caller) {
        this.feed = feed;
        this.switchboard = switchboard;
        this.disclosures = disclosures;
        this.caller = caller;
    }

    @GET
    @Audited(ACTION)
    @Operation(hidden = true)
    public RestResponse<EventStream> stream(
            @Context UriInfo uri, @Context HttpHeaders headers, @Context Request request) {
        FeedQuery query = FeedQuery.ofStream(uri.getQueryParameters(), resumed(headers));
        FeedScope scope = FeedScope.of(caller, query.types());
        FeedCursor place = feed.place(query.start());
        return request.getMethod().equals(HttpMethod.HEAD)
                ? answer(ResponseBuilder.ok())
                : answer(ResponseBuilder.ok(switchboard.open(scope, caller.pass(), disclosures.of(ACTION), place)));
    }

    private static RestResponse<EventStream> answer(ResponseBuilder<EventStream> answer) {
        return answer.header("Cache-Control", "private, no-store")
                .header("X-Accel-Buffering", "no") // nginx would keep events until it has some kilobytes
                .build();
    }

    /** Empty says as much as nothing: so does a client that heard no id. */
    private static Optional<String> resumed(HttpHeaders headers) {
        return Optional.ofNullable(headers.getHeaderString(RESUME)).filter(id -> !id.isEmpty());
    }
}
