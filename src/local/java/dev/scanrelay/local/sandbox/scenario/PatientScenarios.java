package dev.scanrelay.local.sandbox.scenario;

import dev.scanrelay.local.sandbox.content.Seed;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.world.Patient;
import dev.scanrelay.local.sandbox.world.World;
import java.util.Optional;

/** Scenario calls about a clinic's patients: as if they were entered or changed at the scanner. */
public final class PatientScenarios {

    private final long seed;
    private final World world;

    record NewPatient(
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> chartNumber,
            Optional<String> birthDate) {}

    public PatientScenarios(long seed, World world) {
        this.seed = seed;
        this.world = world;
    }

    public void addTo(Router router) {
        router.on("sandbox.newPatient", "POST", "/sandbox/accounts/{companyId}/patients", this::create);
        router.on("sandbox.changePatient", "PATCH", "/sandbox/accounts/{companyId}/patients/{patientId}", this::change);
    }

    /** Nothing is checked: real clinics have patients without a chart number, and several with the same. */
    private Answer create(Request request) {
        long companyId = request.pathNumber("companyId");
        world.account(companyId).orElseThrow(() -> Refusal.notFound("account"));
        var wish = request.json(NewPatient.class);
        var id = Seed.guid(seed, "entered patient", companyId, world.patientCount());
        return Answer.json(
                201,
                world.put(new Patient(
                        id,
                        companyId,
                        wish.firstName().orElse(""),
                        wish.lastName().orElse(""),
                        wish.chartNumber(),
                        wish.birthDate())));
    }

    private Answer change(Request request) {
        var patient = world.patient(request.pathNumber("companyId"), request.path("patientId"))
                .orElseThrow(() -> Refusal.notFound("patient"));
        return Answer.json(world.put(patient.with(request.json(Patient.Change.class))));
    }
}
