package dev.scanrelay.erase;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What is kept of a patient is removed, because somebody who may asks for it. */
@Path("/api/v1/accounts/{account}/erasures")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Scopes.PATIENTS_ERASE)
@RunOnVirtualThread
@Tag(
        name = "Privacy",
        description = "Erasing what is kept of a patient, holds that forbid it, and how long scans are kept.")
class ErasuresResource {

    private static final int LISTED = 100;
    private static final String ACCOUNT = "The clinic's account number at Align.";

    private static final String RUNNING = """
        {"id":"3c1b6a52-0d8e-4f57-9a3c-6e2f4b7d8c90","account":"104233","of":"patient","state":"running","erased":0,\
        "waiting":0,"unidentified":0,"askedBy":"k7m2p9q4r8s3t6v1","askedAt":"2026-03-02T09:15:31Z"}\
        """;
    private static final String DONE = """
        {"id":"3c1b6a52-0d8e-4f57-9a3c-6e2f4b7d8c90","account":"104233","of":"patient","state":"done","erased":1,\
        "waiting":0,"unidentified":0,"orders":["5b3c6a52-2f0e-4f0a-9a39-3a8f0f6f6f10"],"askedBy":"k7m2p9q4r8s3t6v1",\
        "askedAt":"2026-03-02T09:15:31Z","endedAt":"2026-03-02T09:15:33Z"}\
        """;
    private static final String WOULD = """
        {"orders":1,"orderIds":["5b3c6a52-2f0e-4f0a-9a39-3a8f0f6f6f10"],"revisions":1,"artifacts":12,"bytes":1804220,\
        "scanRequests":1,"acknowledgements":1,"events":2,"unidentified":0,"holds":[]}\
        """;
    private static final String A_PATIENT = "{\"patientId\":\"7c6f1d52-8f5e-4c1f-a0de-2b8a4c1f9e01\"}";
    private static final String AN_ORDER = "{\"orderId\":\"5b3c6a52-2f0e-4f0a-9a39-3a8f0f6f6f10\"}";

    private final Erasures erasures;
    private final Subjects subjects;
    private final Previews previews;
    private final EraseService service;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;

    ErasuresResource(
            Erasures erasures,
            Subjects subjects,
            Previews previews,
            EraseService service,
            Caller caller,
            AuditTrail trail,
            Intent intent) {
        this.erasures = erasures;
        this.subjects = subjects;
        this.previews = previews;
        this.service = service;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited("erasure.start")
    @Operation(
            operationId = "startErasure",
            summary = "Erase what is kept of a patient or an order",
            description =
                    "For good: the files of all revisions, names and chart numbers, scan requests, acknowledgements and kept"
                            + " events. Ids of the orders stay, as tombstones: neither a notification nor a sweep, an import, a"
                            + " redrive or a restored backup brings them back. Orders of the patient that are new after this are"
                            + " fetched as any other. What Align keeps is Align's. It goes on by itself; asking again while it runs"
                            + " is asking once. Needs the scope patients:erase.")
    @APIResponse(responseCode = "400", description = "A field has the wrong form; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such order, or this key may not see the account.")
    @APIResponse(
            responseCode = "409",
            description =
                    "legal-hold: a legal hold forbids it; holds names them. Nothing was begun: lift them and ask again.")
    @APIResponse(
            responseCode = "202",
            description = "It is on its way; ask for it by its id.",
            content =
                    @Content(
                            schema = @Schema(implementation = ErasureView.class),
                            examples = @ExampleObject(name = "begun", value = RUNNING)))
    public RestResponse<ErasureView> start(
            @Parameter(description = ACCOUNT, example = "104233") @PathParam("account") AccountId account,
            @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ErasureAsk.class),
                                            examples = {
                                                @ExampleObject(name = "a patient", value = A_PATIENT),
                                                @ExampleObject(name = "one order", value = AN_ORDER)
                                            }))
                    ErasureAsk ask) {
        Target target = subjects.own(ask.target(caller.partner(), subjects.own(account)));
        intent.commit(); // on record first, with what it is about
        return switch (erasures.ask(target, caller.keyId())) {
            case Erasures.Asked.Held(List<UUID> holds) -> throw held(holds);
            case Erasures.Asked.Running(Erasure erasure) -> {
                service.wake();
                yield RestResponse.status(RestResponse.Status.ACCEPTED, ErasureView.of(erasure));
            }
        };
    }

    @POST
    @Path("preview")
    @Consumes(MediaType.APPLICATION_JSON)
    @Audited(value = "erasure.preview", reads = true)
    @Operation(
            operationId = "previewErasure",
            summary = "What an erasure would remove",
            description = "Takes what the erasure takes, answers what would go, and changes nothing. Needs the scope"
                    + " patients:erase.")
    @APIResponse(responseCode = "400", description = "A field has the wrong form; detail names it.")
    @APIResponse(responseCode = "404", description = "There is no such order, or this key may not see the account.")
    @APIResponse(
            responseCode = "200",
            description = "What would go.",
            content =
                    @Content(
                            schema = @Schema(implementation = ErasurePreview.class),
                            examples = @ExampleObject(name = "one order", value = WOULD)))
    public ErasurePreview preview(
            @Parameter(description = ACCOUNT, example = "104233") @PathParam("account") AccountId account,
            @NotNull @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ErasureAsk.class),
                                            examples = @ExampleObject(name = "a patient", value = A_PATIENT)))
                    ErasureAsk ask) {
        return previews.of(subjects.own(ask.target(caller.partner(), subjects.own(account))));
    }

    @GET
    @Audited("erasure.list")
    @Operation(
            operationId = "listErasures",
            summary = "The account's erasures",
            description = "The latest 100, newest first. They name no patient. Needs the scope patients:erase.")
    @APIResponse(responseCode = "404", description = "This key may not see the account.")
    @APIResponse(
            responseCode = "200",
            description = "The erasures.",
            content =
                    @Content(
                            schema = @Schema(implementation = ErasureList.class),
                            examples = @ExampleObject(name = "one", value = "{\"erasures\":[" + RUNNING + "]}")))
    public ErasureList list(
            @Parameter(description = ACCOUNT, example = "104233") @PathParam("account") AccountId account) {
        AccountId own = subjects.own(account);
        return new ErasureList(erasures.list(caller.partner(), own, LISTED).stream()
                .map(ErasureView::of)
                .toList());
    }

    @GET
    @Path("{erasureId}")
    @Audited("erasure.read")
    @Operation(
            operationId = "getErasure",
            summary = "How far an erasure is",
            description =
                    "Done means: nothing of it is left in the database or in the object store. Needs the scope patients:erase.")
    @APIResponse(responseCode = "404", description = "There is no such erasure, or this key may not see it.")
    @APIResponse(
            responseCode = "200",
            description = "The erasure.",
            content =
                    @Content(
                            schema = @Schema(implementation = ErasureView.class),
                            examples = @ExampleObject(name = "done", value = DONE)))
    public ErasureView read(
            @Parameter(description = ACCOUNT, example = "104233") @PathParam("account") AccountId account,
            @Parameter(description = "Its id.") @PathParam("erasureId") UUID erasureId) {
        Erasure erasure = erasures.find(caller.partner(), subjects.own(account), erasureId)
                .orElseThrow(() -> Problems.notFound("erasure"));
        erasure.orders().forEach(trail::order);
        return ErasureView.of(erasure);
    }

    private static HttpProblem held(List<UUID> holds) {
        return Problems.conflict(
                "legal-hold",
                "A legal hold forbids it: " + holds.stream().map(UUID::toString).collect(Collectors.joining(", "))
                        + ". Nothing was begun: lift the hold and ask again.");
    }
}
