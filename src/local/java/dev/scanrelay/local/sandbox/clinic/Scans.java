package dev.scanrelay.local.sandbox.clinic;

import dev.scanrelay.local.sandbox.content.Plan;
import dev.scanrelay.local.sandbox.content.Seed;
import dev.scanrelay.local.sandbox.content.Subject;
import dev.scanrelay.local.sandbox.content.Versions;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.ledger.Ledger;
import dev.scanrelay.local.sandbox.notify.Notifier;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.Patient;
import dev.scanrelay.local.sandbox.world.Procedure;
import dev.scanrelay.local.sandbox.world.Scan;
import dev.scanrelay.local.sandbox.world.ScanEvent;
import dev.scanrelay.local.sandbox.world.Status;
import dev.scanrelay.local.sandbox.world.World;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** What happens in the clinics: RXs are written, scans are made and changed, and who is paired is told. */
public final class Scans {

    private static final long FIRST_ORDER = 128_400_017;
    private static final int ORDER_STEP = 7;

    private final World world;
    private final Ledger ledger;
    private final Notifier notifier;
    private final Clock clock;
    private final long seed;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicLong scanned = new AtomicLong();
    private Instant lastChange = Instant.EPOCH;

    public Scans(World world, Ledger ledger, Notifier notifier, Clock clock, long seed) {
        this.world = world;
        this.ledger = ledger;
        this.notifier = notifier;
        this.clock = clock;
        this.seed = seed;
    }

    public void reset() {
        requested.set(0);
        scanned.set(0);
    }

    /** An RX that waits for its patient. */
    public Scan request(Account account, Patient patient, String doctorId, Procedure procedure) {
        var rxId = Seed.guid(seed, "rx", requested.incrementAndGet());
        var scan = world.put(new Scan(
                rxId,
                Optional.empty(),
                account.companyId(),
                patient.patientId(),
                doctorId,
                procedure,
                Status.RX_CREATED,
                Optional.empty(),
                now(),
                Plan.DEFAULT,
                Versions.FIRST,
                Optional.empty(),
                false));
        note(scan, "RX_CREATED");
        return scan;
    }

    /** The patient sat in the chair: the RX becomes an order with files. */
    public Scan scan(String rxId, Plan plan, boolean tell) {
        var at = now();
        var scan = change(rxId, one -> {
            if (one.isScanned()) {
                throw new Refusal(409, "already_scanned", "this RX has been scanned");
            }
            return one.scanned(subject(one, at), plan, at);
        });
        return told(scan, "SCANNED", tell);
    }

    public void withdraw(Scan rx) {
        world.remove(rx.rxId());
        note(rx, "RX_DELETED");
    }

    public Scan happen(String rxId, ScanEvent event, boolean tell) {
        var at = now();
        var scan = change(rxId, one -> scanned(one).after(event, at));
        return told(scan, event.name(), tell && event.notifies());
    }

    public Scan status(String rxId, String status, boolean tell) {
        var at = now();
        return told(change(rxId, one -> one.withStatus(status, at)), "STATUS", tell);
    }

    public Scan plan(String rxId, UnaryOperator<Plan> change) {
        var at = now();
        return told(change(rxId, one -> one.withPlan(change.apply(one.plan()), at)), "PLAN", false);
    }

    /** The patient's record changed; the orders show it, the files do not. */
    public void patientChanged(Patient patient) {
        world.scans(patient.companyId()).stream()
                .filter(scan -> scan.patientId().equals(patient.patientId()))
                .forEach(scan -> world.put(scan.touched(now())));
    }

    public void tell(Scan scan) {
        notifier.tell(scan.companyId(), scan.rxId());
    }

    private Scan told(Scan scan, String event, boolean tell) {
        note(scan, event);
        if (tell) {
            tell(scan);
        }
        return scan;
    }

    private void note(Scan scan, String event) {
        ledger.produced(scan.companyId(), scan.rxId(), scan.orderId(), event, scan.versions());
    }

    private Scan change(String rxId, UnaryOperator<Scan> change) {
        return world.change(rxId, change).orElseThrow(() -> Refusal.notFound("scan"));
    }

    private static Scan scanned(Scan scan) {
        if (!scan.isScanned()) {
            throw new Refusal(409, "not_scanned", "this RX has not been scanned yet");
        }
        return scan;
    }

    private Subject subject(Scan scan, Instant at) {
        var account = world.account(scan.companyId()).orElseThrow();
        var patient = world.patient(scan.companyId(), scan.patientId()).orElseThrow();
        var doctor = world.doctorById(scan.doctorId()).orElseThrow();
        return new Subject(
                FIRST_ORDER + ORDER_STEP * scanned.incrementAndGet(),
                scan.rxId(),
                scan.companyId(),
                account.name(),
                patient.firstName(),
                patient.lastName(),
                patient.chartNumber().orElse(""),
                doctor.firstName(),
                doctor.lastName(),
                scan.procedure().name(),
                at);
    }

    /** In milliseconds and never twice the same, so that orders have one order of change. */
    private synchronized Instant now() {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        lastChange = now.isAfter(lastChange) ? now : lastChange.plusMillis(1);
        return lastChange;
    }
}
