package dev.scanrelay.rx;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** RXs that a practice software pushes. */
@Path("/api/v1/accounts/{account}/scan-requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.RX_WRITE)
@RunOnVirtualThread
@Tag(name = "Scan requests")
class ScanRequestsResource {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e](?:[\\x20-\\x7e]{0,253}[\\x21-\\x7e])?");
    private static final int COME_AGAIN = 60;

    private final Pushing pushing;
    private final Requests requests;
    private final Listing listing;
    private final Withdrawing withdrawing;
    private final Resolving resolving;
    private final Views views;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;

    ScanRequestsResource(
            Pushing pushing,
            Requests requests,
            Listing listing,
            Withdrawing withdrawing,
            Resolving resolving,
            Views views,
            Caller caller,
            AuditTrail trail,
            Intent intent) {
        this.pushing = pushing;
        this.requests = requests;
        this.listing = listing;
        this.withdrawing = withdrawing;
        this.resolving = resolving;
        this.views = views;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited("scan-request.create")
    @Operation(
            operationId = "createScanRequest",
            summary = "Push an RX to the scanner before the visit",
            description =
                    "Checked against the practice's configuration; every problem is told at once. Before it is sent the patient"
                            + " is looked for at Align: one who is exactly he is used, onMatch says what to do about one who may be"
                            + " he. Send an Idempotency-Key, and repeat the call with the same key and body whenever its answer was"
                            + " lost on the way to you: nothing is sent twice. Needs the scope rx:write; names are told with"
                            + " patients:read only.")
    @APIResponse(responseCode = "201", description = "Align has the RX, and its order is known.")
    @APIResponse(
            responseCode = "202",
            description =
                    "Align's answer was lost. Don't send it again under another key: its status says what became of it.")
    @APIResponse(
            responseCode = "400",
            description = "violations lists everything that is wrong, with field and message.")
    @APIResponse(
            responseCode = "409",
            description =
                    "Nothing was sent: Align may have the patient (match, candidates), has patient updates switched off"
                            + " (align-feature-disabled), the account is not paired, or a request with this key is under way.")
    @APIResponse(
            responseCode = "410",
            description = "The data of the order that it led to was erased meanwhile; the request went with it.")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another request.")
    @APIResponse(
            responseCode = "502",
            description = "Align did not take the request; it would not take it again either.")
    @APIResponse(responseCode = "503", description = "Nothing was sent: Align can't be asked just now.")
    public RestResponse<ScanRequestView> create(
            @Parameter(description = "The clinic's account number at Align.", example = "104233") @PathParam("account")
                    AccountId account,
            @Parameter(
                            description =
                                    "Your own name of this request, 1 to 255 printable ASCII characters; a UUID is fine. Good as"
                                            + " long as the request is kept, at least a day.",
                            example = "8e03978e-40d5-43dd-bc93-6894a57f9324")
                    @HeaderParam("Idempotency-Key")
                    Optional<String> key,
            @NotNull NewScanRequest body) {
        AccountId own = own(account);
        ScanRequestRow row = pushing.push(caller.partner(), own, body, key.map(ScanRequestsResource::checked));
        note(row);
        return switch (views.state(row)) {
            case CREATED, SCANNED, WITHDRAWN -> answer(Status.CREATED, row);
            case UNKNOWN, UNRESOLVED -> answer(Status.ACCEPTED, row);
            case SENDING -> throw Problem.underWay(row.id);
            case REFUSED -> throw Problem.refused(row.id, views.refusal(row).orElseThrow());
        };
    }

    @GET
    @RolesAllowed({Scopes.RX_WRITE, Scopes.ORDERS_READ})
    @Audited("scan-request.list")
    @Operation(
            operationId = "listScanRequests",
            summary = "Scan requests, page by page",
            description =
                    "Newest first, from our own records. Needs the scope rx:write or orders:read; names are told with"
                            + " patients:read only.")
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "sending, created, scanned, withdrawn, refused, unknown or unresolved.",
            example = "unresolved")
    @Parameter(name = "reference", in = ParameterIn.QUERY, description = "Your own reference.", example = "visit-2231")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 200; 50 if left out.", example = "50")
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The next of the page before, with the same filters.")
    @APIResponse(responseCode = "200", description = "A page, which may be empty.")
    @APIResponse(responseCode = "400", description = "A parameter is unknown, repeated or of the wrong form.")
    public RestResponse<ScanRequestPage> list(
            @Parameter(description = "The clinic's account number at Align.", example = "104233") @PathParam("account")
                    AccountId account,
            @Context UriInfo request) {
        return page(own(account), Query.of(request.getQueryParameters()));
    }

    @POST
    @Path("search")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Scopes.PATIENTS_READ)
    @Audited(value = "scan-request.search", reads = true)
    @Operation(
            operationId = "searchScanRequests",
            extensions =
                    @Extension(
                            name = "x-further-required-scopes",
                            value = "[\"orders:read\", \"rx:write\"]",
                            parseValue = true),
            summary = "Scan requests of a chart number",
            description =
                    "By POST, so that the chart number stands in no URL. Newest first. Needs the scope patients:read beside"
                            + " rx:write or orders:read.")
    @APIResponse(responseCode = "200", description = "A page, which may be empty.")
    public RestResponse<ScanRequestPage> search(
            @Parameter(description = "The clinic's account number at Align.", example = "104233") @PathParam("account")
                    AccountId account,
            @NotNull ChartSearch search) {
        if (!caller.scopes().contains(Scopes.RX_WRITE) && !caller.scopes().contains(Scopes.ORDERS_READ)) {
            throw Problems.of(403, "forbidden", "Not allowed", "The key lacks the scope rx:write or orders:read.");
        }
        return page(own(account), Query.of(search));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Scopes.RX_WRITE, Scopes.ORDERS_READ})
    @Audited("scan-request.read")
    @Operation(operationId = "getScanRequest", summary = "One scan request", description = "With what became of it.")
    @APIResponse(responseCode = "200", description = "The scan request.")
    @APIResponse(responseCode = "404", description = "There is no such request, or this key may not see it.")
    public RestResponse<ScanRequestView> get(
            @Parameter(description = "The clinic's account number at Align.", example = "104233") @PathParam("account")
                    AccountId account,
            @PathParam("id") String id) {
        ScanRequestRow row = find(account, id);
        return answer(Status.OK, row);
    }

    @DELETE
    @Path("{id}")
    @Audited("scan-request.delete")
    @Operation(
            operationId = "deleteScanRequest",
            summary = "Withdraw an RX that is not scanned yet",
            description = "What Align does not know any more counts as deleted, and deleting again does no harm.")
    @APIResponse(responseCode = "204", description = "Align does not have it (any more).")
    @APIResponse(
            responseCode = "409",
            description = "It is scanned already, or it is not known yet whether Align has it.")
    @APIResponse(responseCode = "404", description = "There is no such request, or this key may not see it.")
    @APIResponse(responseCode = "503", description = "Align can't be asked just now.")
    public RestResponse<Void> delete(
            @Parameter(description = "The clinic's account number at Align.", example = "104233") @PathParam("account")
                    AccountId account,
            @PathParam("id") String id) {
        ScanRequestRow row = find(account, id);
        intent.commit();
        withdrawing.withdraw(row);
        return RestResponse.noContent();
    }

    @POST
    @Path("{id}/resolution")
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited("scan-request.resolve")
    @Operation(
            operationId = "resolveScanRequest",
            summary = "Declare what became of a request whose answer was lost",
            description =
                    "For a person who looked at Align's portal: sent, with the RX's id where it is shown, or not-sent; then it may"
                            + " be pushed again under another Idempotency-Key.")
    @APIResponse(responseCode = "200", description = "The scan request as it is now.")
    @APIResponse(responseCode = "404", description = "There is no such request, or this key may not see it.")
    @APIResponse(
            responseCode = "410",
            description = "The data of the order that it led to was erased; the request went with it.")
    @APIResponse(
            responseCode = "409",
            description = "There is nothing to declare, or the RX belongs to another request.")
    public RestResponse<ScanRequestView> resolve(
            @Parameter(description = "The clinic's account number at Align.", example = "104233") @PathParam("account")
                    AccountId account,
            @PathParam("id") String id,
            @NotNull NewResolution declared) {
        ScanRequestRow row = find(account, id);
        ScanRequestRow resolved = resolving.resolve(row, declared);
        note(resolved);
        return answer(Status.OK, resolved);
    }

    private AccountId own(AccountId account) {
        AccountId own = caller.own(account, "pairing");
        trail.account(own);
        return own;
    }

    private ScanRequestRow find(AccountId account, String id) {
        AccountId own = caller.own(account, "scan-request");
        trail.account(own);
        ScanRequestRow row = requests.find(caller.partner(), own, Query.id(id)).orElseThrow(Problem::unknown);
        note(row);
        return row;
    }

    private RestResponse<ScanRequestPage> page(AccountId account, Wanted wanted) {
        List<ScanRequestRow> found = listing.rows(caller.partner(), account, wanted);
        boolean more = found.size() > wanted.limit();
        List<ScanRequestRow> rows = more ? found.subList(0, wanted.limit()) : found;
        rows.forEach(this::note);
        Optional<String> next = more ? Optional.of(Place.behind(rows.getLast()).encoded()) : Optional.empty();
        return kept(ResponseBuilder.ok(
                        new ScanRequestPage(rows.stream().map(this::view).toList(), more, next)))
                .build();
    }

    private RestResponse<ScanRequestView> answer(Status status, ScanRequestRow row) {
        ResponseBuilder<ScanRequestView> answer = kept(ResponseBuilder.create(status, view(row)));
        if (status != Status.OK) {
            answer.header("Location", "/api/v1/accounts/" + row.accountId + "/scan-requests/" + row.id);
        }
        return (status == Status.ACCEPTED ? answer.header("Retry-After", COME_AGAIN) : answer).build();
    }

    private ScanRequestView view(ScanRequestRow row) {
        return views.of(row, caller.scopes().contains(Scopes.PATIENTS_READ));
    }

    private void note(ScanRequestRow row) {
        row.rx().ifPresent(trail::order);
        if (row.patientId != null) {
            trail.patient(row.patientId);
        }
    }

    /** Answers may hold what only this key may see. */
    private static <T> ResponseBuilder<T> kept(ResponseBuilder<T> answer) {
        return answer.header("Cache-Control", "private, no-store");
    }

    private static String checked(String key) {
        if (!KEY.matcher(key).matches()) {
            throw Problem.badKey();
        }
        return key;
    }
}
