package dev.scanrelay.order;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.id.AccountId;
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
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
    private final LiveListing live;
    private final Caller caller;
    private final AuditTrail trail;

    OrdersResource(Catalogue catalogue, LiveListing live, Caller caller, AuditTrail trail) {
        this.catalogue = catalogue;
        this.live = live;
        this.caller = caller;
        this.trail = trail;
    }

    @GET
    @Audited("order.list")
    @Operation(
            operationId = "listOrders",
            summary = "Orders, page by page",
            description = "Newest first. With changedSince: every order that changed since then, in the order of the"
                    + " changes, none left out; keep the last next and ask again with it. An order that changes"
                    + " while you read may be listed twice, never skipped. Needs the scope orders:read; names and"
                    + " chart numbers are told with patients:read only. With source=align: what Align has of one"
                    + " account now, each order with our id and state if we know it. It takes account and from,"
                    + " and to, limit and cursor; nothing of it is stored. If Align is out, 503 says when to come"
                    + " again.")
    @Parameter(
            name = "source",
            in = ParameterIn.QUERY,
            description = "stored: what we know. align: what Align has now. stored if left out.",
            example = "stored")
    @Parameter(
            name = "account",
            in = ParameterIn.QUERY,
            description = "One account; needed with source=align.",
            example = "104233")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description =
                    "First scanned, or first heard of, at this time or later; a date is its first moment in UTC. With"
                            + " source=align it is needed, and whether it means scanned or changed is Align's to say.",
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
            description = "requested, waiting, ready, parked, withdrawn, erased or expired.",
            example = "ready")
    @Parameter(name = "rxId", in = ParameterIn.QUERY, description = "A GUID, in any spelling.")
    @Parameter(name = "reference", in = ParameterIn.QUERY, description = "Your own reference.", example = "visit-2231")
    @Parameter(
            name = "failure",
            in = ParameterIn.QUERY,
            description =
                    "The class of the last failure: what stands before the colon in failure. Needs state=parked or"
                            + " state=waiting.",
            example = "permanent")
    @Parameter(
            name = "notifiedSince",
            in = ParameterIn.QUERY,
            description = "Last notified at this time or later. Needs state=parked or state=waiting.",
            example = "2026-03-01T06:00:00Z")
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
    @APIResponse(responseCode = "503", description = "Align is out, or limits us; Retry-After says when to come again.")
    @APIResponse(
            responseCode = "200",
            description = "A page, which may be empty.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OrderList.class),
                            examples = {
                                @ExampleObject(name = "stored", value = OrderExamples.STORED),
                                @ExampleObject(name = "align", value = OrderExamples.ALIGN)
                            }))
    public RestResponse<OrderList> list(@Context UriInfo request) {
        Parameters parameters = new Parameters(request.getQueryParameters());
        return parameters.asksTheVendor()
                ? ofTheVendor(parameters.liveQuery(caller.partner()))
                : kept(noted(catalogue.list(Reader.of(caller), parameters.orderQuery())));
    }

    @POST
    @Path("search")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.PATIENTS_READ)
    @Audited(value = "order.search", reads = true)
    @Operation(
            operationId = "searchOrders",
            extensions = @Extension(name = "x-further-required-scopes", value = "[\"orders:read\"]", parseValue = true),
            summary = "Orders of a chart number",
            description =
                    "By POST, so that the chart number stands in no URL. Newest first. With source=align: what Align"
                            + " has of the chart number in one account now. Needs the scopes orders:read and"
                            + " patients:read.")
    @APIResponse(responseCode = "503", description = "Align is out, or limits us; Retry-After says when to come again.")
    @APIResponse(
            responseCode = "200",
            description = "A page, which may be empty.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OrderList.class),
                            examples = {
                                @ExampleObject(name = "stored", value = OrderExamples.STORED),
                                @ExampleObject(name = "align", value = OrderExamples.ALIGN)
                            }))
    public RestResponse<OrderList> search(@NotNull ChartSearch search) {
        if (!caller.scopes().contains(Scopes.ORDERS_READ)) {
            throw Problems.of(403, "forbidden", "Not allowed", "The API key lacks the scope orders:read.");
        }
        return search.asksTheVendor()
                ? ofTheVendor(search.liveQuery(caller.partner()))
                : kept(noted(catalogue.list(Reader.of(caller), search.query())));
    }

    private RestResponse<OrderList> ofTheVendor(LiveQuery query) {
        trail.account(caller.own(query.account(), "pairing"));
        LiveOrderPage page = live.list(Reader.of(caller), query);
        page.orders().forEach(order -> {
            trail.order(order.id().<Object>map(id -> id).orElse(order.rxId()));
            order.patient().id().ifPresent(trail::patient);
        });
        return kept(page);
    }

    private OrderPage noted(OrderPage page) {
        page.orders().forEach(this::note);
        return page;
    }

    private OrderDetail noted(OrderDetail detail) {
        note(detail.order());
        return detail;
    }

    private void note(OrderView order) {
        trail.account(new AccountId(order.account()));
        trail.order(order.id());
        order.patient().id().ifPresent(trail::patient);
    }

    @GET
    @Path("{orderId}")
    @Audited("order.read")
    @Operation(
            operationId = "getOrder",
            summary = "One order",
            description = "With its revisions, their artifacts and its timeline.")
    @APIResponse(responseCode = "404", description = "There is no such order, or this key may not see it.")
    @APIResponse(responseCode = "410", description = "The order's data was erased, or its time of keeping is over.")
    @APIResponse(responseCode = "200", description = "The order.")
    public RestResponse<OrderDetail> order(@PathParam("orderId") String orderId) {
        return kept(present(noted(catalogue
                .order(Reader.of(caller), Parameters.id("orderId", orderId))
                .orElseThrow(() -> Problems.notFound("order")))));
    }

    @GET
    @Path("{orderId}/revisions/{number}")
    @Audited("order-revision.read")
    @Operation(
            operationId = "getRevision",
            summary = "One revision of an order",
            description = "With all its artifacts.")
    @APIResponse(responseCode = "404", description = "There is no such revision, or this key may not see it.")
    @APIResponse(responseCode = "410", description = "The order's data was erased, or its time of keeping is over.")
    @APIResponse(responseCode = "200", description = "The revision.")
    public RestResponse<RevisionView> revision(
            @PathParam("orderId") String orderId, @PathParam("number") String number) {
        SeenRevision seen = catalogue
                .revision(Reader.of(caller), Parameters.id("orderId", orderId), Parameters.number("number", number))
                .orElseThrow(() -> Problems.notFound("revision"));
        trail.account(seen.account());
        Gone.refuse(seen.state());
        seen.patient().ifPresent(trail::patient);
        return kept(seen.revision());
    }

    @GET
    @Path("by-rx/{rxId}")
    @Audited("order.read")
    @Operation(
            operationId = "getOrderByRx",
            summary = "The order of an RX",
            description = "As the order itself. The RxID may be spelled in any way.")
    @Parameter(
            name = "account",
            in = ParameterIn.QUERY,
            description = "Needed only if several accounts know the RX.",
            example = "104233")
    @APIResponse(responseCode = "404", description = "There is no such order, or this key may not see it.")
    @APIResponse(responseCode = "410", description = "The order's data was erased, or its time of keeping is over.")
    @APIResponse(responseCode = "409", description = "Several accounts know the RX: say which.")
    @APIResponse(responseCode = "200", description = "The order.")
    public RestResponse<OrderDetail> byRx(@PathParam("rxId") String rxId, @Context UriInfo request) {
        Parameters parameters = new Parameters(request.getQueryParameters()).only(Set.of("account"));
        List<OrderDetail> found = catalogue.orders(Reader.of(caller), Parameters.rxId(rxId), parameters.account());
        found.forEach(this::noted);
        if (found.size() > 1) {
            throw Problems.conflict("several-accounts", "Several accounts know this RX. Say which: account=.");
        }
        return kept(present(found.stream().findFirst().orElseThrow(() -> Problems.notFound("order"))));
    }

    private static OrderDetail present(OrderDetail detail) {
        OrderState.of(detail.order().state()).ifPresent(Gone::refuse);
        return detail;
    }

    /** Answers may hold what only this key may see. */
    private static <T> RestResponse<T> kept(T answer) {
        return ResponseBuilder.ok(answer)
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
