package dev.scanrelay.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.event.EventDocuments;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The feed, page by page. */
@Path("/api/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.EVENTS_READ)
@RunOnVirtualThread
@Tag(name = "Events", description = "What happened, in the order in which it was announced.")
class EventsResource {

    private static final String EXAMPLE = """
        {"events":[{"specversion":"1.0","id":"5f0c1d1e-6c1b-4b93-a2a5-1a7f2f3c9d10",\
        "source":"/scanrelay/partners/default/accounts/104233","type":"dev.scanrelay.pairing.ended.v1",\
        "subject":"pairings/104233","time":"2026-03-02T09:15:31Z","datacontenttype":"application/json",\
        "dataschema":"urn:scanrelay:schema:pairing.ended.v1","partitionkey":"default/104233",\
        "data":{"partner":"default","account":"104233","reason":"disconnected by request"}}],"next":"AQAAAAAAAAAq","more":false}""";

    private final Feed feed;
    private final EventDocuments documents;
    private final ObjectMapper json;
    private final FeedMeter meter;
    private final Subjects subjects;
    private final Caller caller;
    private final AuditTrail trail;

    EventsResource(
            Feed feed,
            EventDocuments documents,
            ObjectMapper json,
            FeedMeter meter,
            Subjects subjects,
            Caller caller,
            AuditTrail trail) {
        this.feed = feed;
        this.documents = documents;
        this.json = json;
        this.meter = meter;
        this.subjects = subjects;
        this.caller = caller;
        this.trail = trail;
    }

    @GET
    @Audited("event.list")
    @Operation(
            operationId = "listEvents",
            summary = "Events since a cursor",
            description =
                    "In the order in which they were announced, each once, none left out. Without after: none, and a cursor"
                            + " from which on to read. Keep next when you have taken the page's events, and ask again with it:"
                            + " at once while more is true, else after a while. A key limited to accounts is told of these"
                            + " alone. The same as a stream of Server-Sent Events, which this description can't tell of:"
                            + " GET /api/v1/events/stream. Needs the scope events:read.")
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "The next of an earlier answer, or oldest for all that the feed still has.",
            example = "AQAAAAAAAAAA")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 500; 100 if left out.", example = "100")
    @Parameter(
            name = "types",
            in = ParameterIn.QUERY,
            description = "Only events of these types, separated by commas. A page may then be short, or empty, though"
                    + " more is true.",
            example = "dev.scanrelay.order.ready.v1,dev.scanrelay.order.updated.v1")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown, repeated or of the wrong form; detail names it.")
    @APIResponse(
            responseCode = "410",
            description =
                    "feed-gone: the feed does not go back that far. Go on with after=oldest and pass over what you have;"
                            + " or as detail says, with a new cursor and the orders that changed.")
    @APIResponse(
            responseCode = "200",
            description = "A page, which may be empty.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FeedPage.class),
                            examples = @ExampleObject(name = "page", value = EXAMPLE)))
    public RestResponse<FeedPage> list(@Context UriInfo request) {
        FeedQuery query = FeedQuery.ofPage(request.getQueryParameters());
        FeedScope scope = FeedScope.of(caller, query.types());
        Stretch read = feed.read(scope, feed.place(query.start()), query.limit());
        read.events().forEach(event -> subjects.note(event, trail));
        meter.sentInPage(read.events().size());
        return ResponseBuilder.ok(page(read))
                .header("Cache-Control", "private, no-store")
                .build();
    }

    private FeedPage page(Stretch read) {
        return new FeedPage(
                read.events().stream().map(this::document).toList(), read.next().encoded(), read.more());
    }

    private JsonNode document(AnnouncedEvent event) {
        return tree(documents.full(event));
    }

    private JsonNode tree(byte[] document) {
        try {
            return json.readTree(document);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
