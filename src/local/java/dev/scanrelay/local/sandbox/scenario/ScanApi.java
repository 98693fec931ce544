package dev.scanrelay.local.sandbox.scenario;

import dev.scanrelay.local.sandbox.clinic.Scans;
import dev.scanrelay.local.sandbox.content.Plan;
import dev.scanrelay.local.sandbox.content.Seed;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.Doctor;
import dev.scanrelay.local.sandbox.world.Patient;
import dev.scanrelay.local.sandbox.world.Procedure;
import dev.scanrelay.local.sandbox.world.Scan;
import dev.scanrelay.local.sandbox.world.ScanEvent;
import dev.scanrelay.local.sandbox.world.World;
import java.time.Instant;
import java.util.Optional;

/** Scenario calls that make scans and change them. */
public final class ScanApi {

    private final long seed;
    private final World world;
    private final Scans scans;

    record NewScan(
            Optional<Long> account,
            Optional<String> rxId,
            Optional<String> patientId,
            Optional<Plan> plan,
            Optional<Boolean> tell) {}

    record Happening(Optional<ScanEvent> event, Optional<Boolean> tell) {}

    record NewStatus(Optional<String> status, Optional<Boolean> tell) {}

    record NewVariant(Optional<Plan.Variant> variant) {}

    /** A scan as the scenario calls show it. */
    record Shown(
            String rxId,
            Optional<Long> orderId,
            long companyId,
            String patientId,
            String status,
            String procedure,
            Instant modifiedAt) {

        static Shown of(Scan scan) {
            return new Shown(
                    scan.rxId(),
                    scan.orderId(),
                    scan.companyId(),
                    scan.patientId(),
                    scan.status(),
                    scan.procedure().name(),
                    scan.modifiedAt());
        }
    }

    public ScanApi(long seed, World world, Scans scans) {
        this.seed = seed;
        this.world = world;
        this.scans = scans;
    }

    public void addTo(Router router) {
        router.on("sandbox.newScan", "POST", "/sandbox/scans", this::create);
        router.on("sandbox.scan", "GET", "/sandbox/scans/{rxId}", this::show);
        router.on("sandbox.event", "POST", "/sandbox/scans/{rxId}/events", this::happen);
        router.on("sandbox.notify", "POST", "/sandbox/scans/{rxId}/notifications", this::tell);
        router.on("sandbox.status", "PUT", "/sandbox/scans/{rxId}/status", this::status);
        router.on("sandbox.variant", "PUT", "/sandbox/scans/{rxId}/variant", this::variant);
        router.on("sandbox.patient", "PATCH", "/sandbox/scans/{rxId}/patient", this::patient);
    }

    private Answer create(Request request) {
        return Answer.json(201, Shown.of(create(request.json(NewScan.class))));
    }

    /** A scan of the RX that is named, else of a new one. */
    Scan create(NewScan wish) {
        var rxId = wish.rxId().orElseGet(() -> request(wish).rxId());
        return scans.scan(rxId, wish.plan().orElse(Plan.DEFAULT), wish.tell().orElse(true));
    }

    private Scan request(NewScan wish) {
        long companyId = wish.account().orElseThrow(() -> Refusal.badRequest("account or rxId is missing"));
        var account = world.account(companyId).orElseThrow(() -> Refusal.notFound("account"));
        var patient = wish.patientId()
                .map(id -> world.patient(companyId, id).orElseThrow(() -> Refusal.notFound("patient")))
                .orElseGet(() -> nextPatient(companyId));
        boolean restorative =
                wish.plan().filter(plan -> plan.kind() == Plan.Kind.RESTORATIVE).isPresent();
        return scans.request(account, patient, doctor(account).doctorId(), Procedure.ALL.get(restorative ? 3 : 0));
    }

    private Patient nextPatient(long companyId) {
        var patients = world.patients(companyId);
        if (patients.isEmpty()) {
            throw Refusal.notFound("patient");
        }
        var number = Seed.of(seed, "next", companyId, world.scanCount());
        return patients.get((int) Math.floorMod(number, (long) patients.size()));
    }

    private Doctor doctor(Account account) {
        return account.doctors().stream()
                .flatMap(login -> world.doctor(login).stream())
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("doctor"));
    }

    private Answer show(Request request) {
        return Answer.json(Shown.of(scan(request)));
    }

    private Answer happen(Request request) {
        var wish = request.json(Happening.class);
        var event = wish.event().orElseThrow(() -> Refusal.badRequest("event is missing"));
        return Answer.json(
                Shown.of(scans.happen(request.path("rxId"), event, wish.tell().orElse(true))));
    }

    private Answer tell(Request request) {
        var scan = scan(request);
        scans.tell(scan);
        return Answer.json(202, Shown.of(scan));
    }

    private Answer status(Request request) {
        var wish = request.json(NewStatus.class);
        var status = wish.status().orElseThrow(() -> Refusal.badRequest("status is missing"));
        return Answer.json(
                Shown.of(scans.status(request.path("rxId"), status, wish.tell().orElse(false))));
    }

    private Answer variant(Request request) {
        var variant = request.json(NewVariant.class).variant().orElse(Plan.Variant.PLAIN);
        return Answer.json(Shown.of(scans.plan(request.path("rxId"), plan -> plan.with(variant))));
    }

    private Answer patient(Request request) {
        var scan = scan(request);
        var patient = world.patient(scan.companyId(), scan.patientId()).orElseThrow();
        var changed = world.put(patient.with(request.json(Patient.Change.class)));
        scans.patientChanged(changed);
        return Answer.json(changed);
    }

    private Scan scan(Request request) {
        return world.scan(request.path("rxId")).orElseThrow(() -> Refusal.notFound("scan"));
    }
}
