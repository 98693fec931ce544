package dev.scanrelay.order;

import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The catalogue of orders. */
@Path("/api/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.ORDERS_READ)
@RunOnVirtualThread
@Tag(name = "Orders", description = "What scans there are, what is stored of them, and what happened to them.")
class OrdersResource {

    private final Catalogue catalogue;
    private final Caller caller;

    OrdersResource(Catalogue catalogue, Caller caller) {
        this.catalogue = catalogue;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Orders, page by page",
            description =
                    "Newest first. With changedSince: every order that changed since then, in the order of the changes, none"
                            + " left out; keep the last next and ask again with it. An order that changes while you read may be listed"
                            + " twice, never skipped. Needs the scope orders:read; names and chart numbers are told with patients:read only.")
    @Parameter(name = "account", in = ParameterIn.QUERY, description = "One account.", example = "104233")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "First scanned, or first heard of, at this time or later; a date is its first moment in UTC.",
            example = "2026-03-01")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "And before this time.", example = "2026-04-01")
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "The vendor's word, exactly.",
            example = "Completed")
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "waiting, ready, parked or withdrawn.",
            example = "ready")
    @Parameter(name = "rxId", in = ParameterIn.QUERY, description = "A GUID, in any spelling.")
    @Parameter(name = "reference", in = ParameterIn.QUERY, description = "Your own reference.", example = "visit-2231")
    @Parameter(
            name = "changedSince",
            in = ParameterIn.QUERY,
            description = "Changed at this time or later, by our clock.",
            example = "2026-03-02T09:15:00Z")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 200; 50 if left out.", example = "50")
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The next of the page before, with the same filters.")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown, repeated or of the wrong form; detail names it.")
    @APIResponse(responseCode = "200", description = "A page, which may be empty.")
    public RestResponse<OrderPage> list(@Context UriInfo request) {
        OrderQuery query = new Parameters(request.getQueryParameters()).orderQuery();
        return kept(catalogue.list(Reader.of(caller), query));
    }

    @POST
    @Path("search")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.PATIENTS_READ)
    @Operation(
            summary = "Orders of a chart number",
            description =
                    "By POST, so that the chart number stands in no URL. Newest first. Needs the scopes orders:read and"
                            + " patients:read.")
    public RestResponse<OrderPage> search(@NotNull ChartSearch search) {
        if (!caller.scopes().contains(Scopes.ORDERS_READ)) {
            throw Problems.of(403, "forbidden", "Not allowed", "The API key lacks the scope orders:read.");
        }
        return kept(catalogue.list(Reader.of(caller), search.query()));
    }

    @GET
    @Path("{orderId}")
    @Operation(summary = "One order", description = "With its revisions, their artifacts and its timeline.")
    @APIResponse(responseCode = "404", description = "There is no such order, or this key may not see it.")
    @APIResponse(responseCode = "200", description = "The order.")
    public RestResponse<OrderDetail> order(@PathParam("orderId") String orderId) {
        return kept(catalogue
                .order(Reader.of(caller), Parameters.id("orderId", orderId))
                .orElseThrow(() -> Problems.notFound("order")));
    }

    @GET
    @Path("{orderId}/revisions/{number}")
    @Operation(summary = "One revision of an order", description = "With all its artifacts.")
    @APIResponse(responseCode = "404", description = "There is no such revision, or this key may not see it.")
    @APIResponse(responseCode = "200", description = "The revision.")
    public RestResponse<RevisionView> revision(
            @PathParam("orderId") String orderId, @PathParam("number") String number) {
        return kept(catalogue
                .revision(Reader.of(caller), Parameters.id("orderId", orderId), Parameters.number("number", number))
                .orElseThrow(() -> Problems.notFound("revision")));
    }

    @GET
    @Path("by-rx/{rxId}")
    @Operation(summary = "The order of an RX", description = "As the order itself. The RxID may be spelled in any way.")
    @Parameter(
            name = "account",
            in = ParameterIn.QUERY,
            description = "Needed only if several accounts know the RX.",
            example = "104233")
    @APIResponse(responseCode = "404", description = "There is no such order, or this key may not see it.")
    @APIResponse(responseCode = "409", description = "Several accounts know the RX: say which.")
    @APIResponse(responseCode = "200", description = "The order.")
    public RestResponse<OrderDetail> byRx(@PathParam("rxId") String rxId, @Context UriInfo request) {
        Parameters parameters = new Parameters(request.getQueryParameters()).only(Set.of("account"));
        List<OrderDetail> found = catalogue.orders(Reader.of(caller), Parameters.rxId(rxId), parameters.account());
        if (found.size() > 1) {
            throw Problems.conflict("several-accounts", "Several accounts know this RX. Say which: account=.");
        }
        return kept(found.stream().findFirst().orElseThrow(() -> Problems.notFound("order")));
    }

    /** Answers may hold what only this key may see. */
    private static <T> RestResponse<T> kept(T answer) {
        return ResponseBuilder.ok(answer)
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
