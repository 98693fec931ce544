package dev.scanrelay.local.sandbox.partner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.scanrelay.local.sandbox.clinic.Scans;
import dev.scanrelay.local.sandbox.content.Plan;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.oauth.ClientLogin;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.Doctor;
import dev.scanrelay.local.sandbox.world.Procedure;
import dev.scanrelay.local.sandbox.world.Scan;
import dev.scanrelay.local.sandbox.world.World;
import java.util.List;
import java.util.Optional;

/** Align's development tool: a scan without a scanner. Its page prints each address in two spellings; both work. */
public final class ScanTool {

    private static final String ORDER = "/api/v1/order/";
    private static final String PRESETS = "/api/v1/presets/";

    private final World world;
    private final Scans scans;
    private final PatientBook patients;

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record NewOrder(
            Optional<Long> companyId,
            Optional<String> scannerSerialNumber,
            Optional<Integer> procedureMapId,
            Optional<PatientBook.Entry> patient) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record NewOrderByRx(Optional<Long> companyId, Optional<String> rxId) {}

    private record Created(long orderId, String rxId, long companyId, String status) {

        static Created of(Scan scan) {
            return new Created(scan.orderId().orElseThrow(), scan.rxId(), scan.companyId(), scan.status());
        }
    }

    private record ProcedureMap(int procedureMapId, String name) {}

    public ScanTool(long seed, World world, Scans scans) {
        this.world = world;
        this.scans = scans;
        this.patients = new PatientBook(seed, world, scans);
    }

    public void addTo(Router router) {
        for (String spelling : List.of("create-new-order", "create-neworder")) {
            router.on("createNewOrder", "POST", ORDER + spelling, this::create);
            router.on("createNewOrderByRx", "POST", ORDER + spelling + "-by-rx", this::createByRx);
        }
        for (String spelling : List.of("available-procedure-maps", "availableprocedure-maps")) {
            router.on("availableProcedureMaps", "GET", PRESETS + spelling, request -> procedureMaps());
        }
    }

    private Answer create(Request request) {
        var doctor = doctor(request);
        var wish = request.json(NewOrder.class);
        var account = account(doctor, wish.companyId());
        var procedure = wish.procedureMapId()
                .flatMap(Procedure::of)
                .orElseThrow(() -> Refusal.badRequest("procedureMapId is unknown"));
        var entry = wish.patient().orElseThrow(() -> Refusal.badRequest("patient is missing"));
        var patient = patients.findOrCreate(account, entry, false);
        var rx = scans.request(account, patient, doctor.doctorId(), procedure);
        return Answer.json(Created.of(scans.scan(rx.rxId(), plan(procedure), true)));
    }

    private Answer createByRx(Request request) {
        var doctor = doctor(request);
        var wish = request.json(NewOrderByRx.class);
        var account = account(doctor, wish.companyId());
        var rx = wish.rxId()
                .flatMap(world::scan)
                .filter(scan -> scan.companyId() == account.companyId() && !scan.isScanned())
                .orElseThrow(() -> Refusal.badRequest("rxId is no RX of this account that waits for its scan"));
        return Answer.json(Created.of(scans.scan(rx.rxId(), plan(rx.procedure()), true)));
    }

    private static Answer procedureMaps() {
        return Answer.json(Procedure.ALL.stream()
                .map(one -> new ProcedureMap(one.procedureMapId(), one.name()))
                .toList());
    }

    private Account account(Doctor doctor, Optional<Long> companyId) {
        return companyId
                .flatMap(world::account)
                .filter(found -> found.doctors().contains(doctor.login()))
                .orElseThrow(() -> Refusal.badRequest("companyId is no account of this doctor"));
    }

    private Doctor doctor(Request request) {
        return ClientLogin.basic(request)
                .flatMap(login -> world.doctor(login.user())
                        .filter(doctor -> doctor.password().equals(login.password())))
                .orElseThrow(() -> new Refusal(401, "unauthorized", "login or password is wrong"));
    }

    private static Plan plan(Procedure procedure) {
        return procedure.restorative() ? Plan.DEFAULT.of(Plan.Kind.RESTORATIVE) : Plan.DEFAULT;
    }
}
