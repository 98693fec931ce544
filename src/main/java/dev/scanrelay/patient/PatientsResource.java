package dev.scanrelay.patient;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.pairing.AlignProblems;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import dev.scanrelay.security.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Patients of a clinic at Align. */
@Path("/api/v1/accounts/{account}/patients")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Patients", description = "Who is known to Align, and changes of names and chart numbers there.")
class PatientsResource {

    private final Patients patients;
    private final PatientUpdates updates;
    private final PatientTags tags;
    private final Caller caller;
    private final AuditTrail audit;
    private final Intent intent;

    PatientsResource(
            Patients patients,
            PatientUpdates updates,
            PatientTags tags,
            Caller caller,
            AuditTrail audit,
            Intent intent) {
        this.patients = patients;
        this.updates = updates;
        this.tags = tags;
        this.caller = caller;
        this.audit = audit;
        this.intent = intent;
    }

    @POST
    @Path("search")
    @RolesAllowed(Scopes.PATIENTS_READ)
    @Audited(value = "patient.search", reads = true)
    @Operation(
            operationId = "searchPatients",
            summary = "Find a patient at Align",
            description =
                    "By chart number first, then over all permutations of the names, split over first and last name in"
                            + " every way, in the spellings that other software uses (Müller, Mueller, Muller). The search"
                            + " ends early where chart number and names lead to one patient. It is whole or it fails: when"
                            + " Align limits us half-way, the answer is 503 align-rate-limited. By POST, so that no name"
                            + " stands in a URL. Needs the scope patients:read.")
    @APIResponse(responseCode = "400", description = "Nothing to look for, or a field is too long.")
    @APIResponse(responseCode = "404", description = "There is no such pairing, or this key may not see it.")
    @APIResponse(
            responseCode = "409",
            description = "The account is not paired, or a user has to sign in at Align again.")
    @APIResponse(responseCode = "503", description = "Align is out or limits us; Retry-After says when to come again.")
    @APIResponse(responseCode = "200", description = "Who it may be, the likeliest first; nobody is an empty list.")
    public RestResponse<PatientAnswers.Found> search(
            @PathParam("account") AccountId account, @NotNull PatientBodies.Search search) {
        mine(account);
        FoundPatients found = patients.search(caller.partner(), account, search.query());
        audit.patients(found.matches().stream().map(PatientMatch::patientId).toList());
        List<PatientAnswers.Match> matches = found.matches().stream()
                .map(match -> PatientAnswers.Match.of(match, tag(account, PatientState.of(match))))
                .toList();
        return kept(new PatientAnswers.Found(found.complete(), matches)).build();
    }

    @PUT
    @Path("{patientId}")
    @RolesAllowed(Scopes.PATIENTS_WRITE)
    @Audited("patient.update")
    @Operation(
            operationId = "updatePatient",
            summary = "Change a patient at Align by id",
            description = "Only if the patient still is as the search told that gave the etag. Align can't compare and"
                    + " change in one step: somebody who changes the patient in the moment between our look and"
                    + " our change is overwritten. Repeating a call is safe: what is done already is answered 200."
                    + " Orders in the catalogue show the change after the next look at them. Needs the scope"
                    + " patients:write.")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, required = true, description = "The etag of a fresh search.")
    @APIResponse(responseCode = "400", description = "Nothing to change, or a field is blank or too long.")
    @APIResponse(responseCode = "404", description = "No such pairing, or the patient is gone.")
    @APIResponse(responseCode = "409", description = "chart-number-in-use: another patient has the new chart number.")
    @APIResponse(
            responseCode = "412",
            description = "The patient changed since, or If-Match is no etag of this patient.")
    @APIResponse(responseCode = "428", description = "If-Match is missing.")
    @APIResponse(
            responseCode = "503",
            description =
                    "Align is out or limits us; align-outcome-open if it is open whether the change was done: repeat.")
    @APIResponse(responseCode = "200", description = "The patient as it is now.")
    public RestResponse<PatientAnswers.Patient> update(
            @PathParam("account") AccountId account,
            @PathParam("patientId") String patientId,
            @HeaderParam("If-Match") Optional<String> ifMatch,
            @NotNull PatientBodies.Change change) {
        mine(account);
        PatientState seen = seen(account, ifMatch);
        if (!seen.patientId().equalsIgnoreCase(patientId)) {
            throw PatientProblems.tagUnknown();
        }
        intent.commit();
        return answer(account, updates.byId(caller.partner(), account, seen, change.change()));
    }

    @POST
    @Path("update-by-chart-number")
    @RolesAllowed(Scopes.PATIENTS_WRITE)
    @Audited("patient.update")
    @Operation(
            operationId = "updatePatientByChartNumber",
            summary = "Change a patient's names at Align by chart number",
            description =
                    "As by id, for the one patient with this chart number; by POST, so that it stands in no URL. If"
                            + " several patients share it, nothing is done and their ids are listed. Needs the scope"
                            + " patients:write.")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER, required = true, description = "The etag of a fresh search.")
    @APIResponse(responseCode = "400", description = "No chart number, no name, or one that is blank or too long.")
    @APIResponse(responseCode = "404", description = "No such pairing, or nobody has this chart number.")
    @APIResponse(responseCode = "409", description = "chart-number-shared: several have it; patientIds lists them.")
    @APIResponse(
            responseCode = "412",
            description = "The patient changed since, or If-Match is no etag of this patient.")
    @APIResponse(responseCode = "428", description = "If-Match is missing.")
    @APIResponse(
            responseCode = "503",
            description =
                    "Align is out or limits us; align-outcome-open if it is open whether the change was done: repeat.")
    @APIResponse(responseCode = "200", description = "The patient as it is now.")
    public RestResponse<PatientAnswers.Patient> updateByChartNumber(
            @PathParam("account") AccountId account,
            @HeaderParam("If-Match") Optional<String> ifMatch,
            @NotNull PatientBodies.ChangeByChart change) {
        mine(account);
        PatientState seen = seen(account, ifMatch);
        intent.commit();
        return answer(account, updates.byChart(caller.partner(), account, change.chart(), seen, change.names()));
    }

    private void mine(AccountId account) {
        audit.account(caller.own(account, "pairing"));
    }

    private PatientState seen(AccountId account, Optional<String> ifMatch) {
        String tag = ifMatch.filter(text -> !text.isBlank()).orElseThrow(PatientProblems::tagMissing);
        PatientState seen = tags.open(caller.partner(), account, tag).orElseThrow(PatientProblems::tagUnknown);
        audit.patient(seen.patientId());
        return seen;
    }

    private RestResponse<PatientAnswers.Patient> answer(AccountId account, Updated updated) {
        return switch (updated) {
            case Updated.Done(var patient) -> {
                PatientState now = PatientState.of(patient);
                String tag = tag(account, now);
                yield kept(PatientAnswers.Patient.of(now, tag))
                        .header("ETag", tag)
                        .build();
            }
            case Updated.Changed changed -> throw PatientProblems.changed();
            case Updated.Unknown unknown -> throw Problems.notFound("patient");
            case Updated.Shared(var ids) -> {
                audit.patients(ids);
                throw PatientProblems.shared(ids);
            }
            case Updated.ChartInUse taken -> throw PatientProblems.chartInUse();
            case Updated.Open open -> throw AlignProblems.outcomeOpen();
        };
    }

    private String tag(AccountId account, PatientState state) {
        return tags.tag(caller.partner(), account, state);
    }

    private static <T> ResponseBuilder<T> kept(T answer) {
        return ResponseBuilder.ok(answer).header("Cache-Control", "private, no-store");
    }
}
