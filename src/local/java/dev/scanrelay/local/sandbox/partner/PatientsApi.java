package dev.scanrelay.local.sandbox.partner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.scanrelay.local.sandbox.clinic.Scans;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.oauth.Grants;
import dev.scanrelay.local.sandbox.world.Patient;
import dev.scanrelay.local.sandbox.world.World;
import java.util.List;
import java.util.Optional;

/** Patient search (exact, without case: trying permutations is the caller's task) and the two ways of updating a patient. */
public final class PatientsApi {

    private final World world;
    private final Scans scans;
    private final Bearers bearers;

    private record View(
            String patientId,
            String firstName,
            String lastName,
            Optional<String> chartNumber,
            Optional<String> birthDate) {

        static View of(Patient patient) {
            return new View(
                    patient.patientId(),
                    patient.firstName(),
                    patient.lastName(),
                    patient.chartNumber(),
                    patient.birthDate());
        }
    }

    private record Found(List<View> patients) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Update(
            Optional<Long> companyId,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> chartNumber) {

        long account() {
            return companyId.orElseThrow(() -> Refusal.badRequest("companyId is missing"));
        }
    }

    public PatientsApi(World world, Grants grants, Scans scans) {
        this.world = world;
        this.scans = scans;
        this.bearers = new Bearers(grants, world);
    }

    public void addTo(Router router) {
        router.on("patientSearch", "GET", "/{base}/patients", this::search);
        router.on("patientByChartNumber", "PUT", "/{base}/patients/by-chart-number/{chartNumber}", this::updateByChart);
        router.on("patientById", "PUT", "/{base}/patients/{patientId}", this::updateById);
    }

    private Answer search(Request request) {
        var account = bearers.account(request, request.requiredNumber("companyId"));
        var first = request.query("firstName");
        var last = request.query("lastName");
        var chart = request.query("chartNumber");
        return Answer.json(new Found(world.patients(account.companyId()).stream()
                .filter(patient -> first.filter(name -> !name.equalsIgnoreCase(patient.firstName()))
                        .isEmpty())
                .filter(patient -> last.filter(name -> !name.equalsIgnoreCase(patient.lastName()))
                        .isEmpty())
                .filter(patient ->
                        chart.filter(number -> !patient.hasChart(number)).isEmpty())
                .map(View::of)
                .toList()));
    }

    private Answer updateById(Request request) {
        var update = request.json(Update.class);
        var account = bearers.account(request, update.account());
        var patient = world.patient(account.companyId(), request.path("patientId"))
                .orElseThrow(() -> Refusal.notFound("patient"));
        boolean taken = update.chartNumber().isPresent()
                && withChart(account.companyId(), update.chartNumber().get()).stream()
                        .anyMatch(other -> !other.patientId().equals(patient.patientId()));
        if (taken) {
            throw new Refusal(409, "chart_number_in_use", "another patient has this chart number");
        }
        return change(patient, new Patient.Change(update.firstName(), update.lastName(), update.chartNumber()));
    }

    private Answer updateByChart(Request request) {
        var update = request.json(Update.class);
        var account = bearers.account(request, update.account());
        var found = withChart(account.companyId(), request.path("chartNumber"));
        if (found.size() > 1) {
            throw new Refusal(409, "chart_number_shared", "several patients share this chart number");
        }
        if (found.isEmpty()) {
            throw Refusal.notFound("patient");
        }
        return change(found.getFirst(), new Patient.Change(update.firstName(), update.lastName(), Optional.empty()));
    }

    private List<Patient> withChart(long companyId, String number) {
        return world.patients(companyId).stream()
                .filter(patient -> patient.hasChart(number))
                .toList();
    }

    private Answer change(Patient patient, Patient.Change change) {
        var changed = world.put(patient.with(change));
        scans.patientChanged(changed);
        return Answer.json(View.of(changed));
    }
}
