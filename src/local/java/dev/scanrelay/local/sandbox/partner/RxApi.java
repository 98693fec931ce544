package dev.scanrelay.local.sandbox.partner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.scanrelay.local.sandbox.clinic.Scans;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.oauth.Grants;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.Doctor;
import dev.scanrelay.local.sandbox.world.Procedure;
import dev.scanrelay.local.sandbox.world.World;
import java.util.List;
import java.util.Optional;

/** Get Practice Configuration, Scan Request, Delete RX. */
public final class RxApi {

    private final World world;
    private final Scans scans;
    private final Bearers bearers;
    private final PatientBook patients;

    private record Practice(
            long companyId,
            String name,
            Account.Address address,
            String timeZone,
            List<DoctorView> doctors,
            List<Account.Scanner> scanners,
            List<ProcedureView> procedures) {}

    private record DoctorView(String doctorId, String firstName, String lastName, String licenseNumber) {}

    private record ProcedureView(int procedureMapId, String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ScanRequest(
            Optional<Long> companyId,
            Optional<String> doctorId,
            Optional<String> scannerSerialNumber,
            Optional<Integer> procedureMapId,
            Optional<PatientBook.Entry> patient,
            Optional<Boolean> updatePatient) {}

    private record Requested(String rxId, String patientId, String status) {}

    public RxApi(long seed, World world, Grants grants, Scans scans) {
        this.world = world;
        this.scans = scans;
        this.bearers = new Bearers(grants, world);
        this.patients = new PatientBook(seed, world, scans);
    }

    public void addTo(Router router) {
        router.on("practiceConfiguration", "GET", "/{base}/practice-configuration", this::practice);
        router.on("scanRequest", "POST", "/{base}/rx", this::request);
        router.on("deleteRx", "DELETE", "/{base}/rx/{rxId}", this::delete);
    }

    private Answer practice(Request request) {
        var account = bearers.account(request, request.requiredNumber("companyId"));
        return Answer.json(new Practice(
                account.companyId(),
                account.name(),
                account.address(),
                account.timeZone(),
                doctors(account).stream().map(RxApi::view).toList(),
                account.scanners(),
                Procedure.ALL.stream()
                        .map(one -> new ProcedureView(one.procedureMapId(), one.name()))
                        .toList()));
    }

    private List<Doctor> doctors(Account account) {
        return account.doctors().stream()
                .flatMap(login -> world.doctor(login).stream())
                .toList();
    }

    private static DoctorView view(Doctor doctor) {
        return new DoctorView(doctor.doctorId(), doctor.firstName(), doctor.lastName(), doctor.licenseNumber());
    }

    private Answer request(Request request) {
        var wish = request.json(ScanRequest.class);
        var account = bearers.account(request, required("companyId", wish.companyId()));
        var doctor = doctors(account).stream()
                .filter(one ->
                        wish.doctorId().filter(one.doctorId()::equalsIgnoreCase).isPresent())
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest("doctorId is not a doctor of this account"));
        checkScanner(account, wish);
        var procedure = wish.procedureMapId()
                .flatMap(Procedure::of)
                .orElseThrow(() -> Refusal.badRequest("procedureMapId is not one of the account's"));
        var patient = patients.findOrCreate(
                account,
                required("patient", wish.patient()),
                wish.updatePatient().orElse(false));
        var rx = scans.request(account, patient, doctor.doctorId(), procedure);
        return Answer.json(201, new Requested(rx.rxId(), rx.patientId(), rx.status()));
    }

    private static void checkScanner(Account account, ScanRequest wish) {
        boolean known = account.scanners().stream()
                .anyMatch(one -> wish.scannerSerialNumber()
                        .filter(one.serialNumber()::equals)
                        .isPresent());
        if (!known) {
            throw Refusal.badRequest("scannerSerialNumber is not a scanner of this account");
        }
    }

    private Answer delete(Request request) {
        var account = bearers.account(request, request.requiredNumber("companyId"));
        var scan = world.scan(request.path("rxId"))
                .filter(found -> found.companyId() == account.companyId())
                .orElseThrow(() -> Refusal.notFound("rx"));
        if (scan.isScanned()) {
            throw new Refusal(409, "already_scanned", "this RX has been scanned");
        }
        scans.withdraw(scan);
        return Answer.of(204);
    }

    private static <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> Refusal.badRequest(name + " is missing"));
    }
}
