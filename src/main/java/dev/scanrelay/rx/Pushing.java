package dev.scanrelay.rx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.AlignProblems;
import dev.scanrelay.patient.Patients;
import dev.scanrelay.practice.Practice;
import dev.scanrelay.practice.Practices;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** A new scan request from its check to Align's answer. */
@Singleton
final class Pushing {

    private static final Logger LOG = Logger.getLogger(Pushing.class);

    private final Practices practices;
    private final Patients patients;
    private final Requests requests;
    private final Sending sending;
    private final ContentSeal seal;
    private final RxSettings settings;
    private final AuditTrail trail;
    private final Intent intent;
    private final ObjectMapper json;

    Pushing(
            Practices practices,
            Patients patients,
            Requests requests,
            Sending sending,
            ContentSeal seal,
            RxSettings settings,
            AuditTrail trail,
            Intent intent,
            ObjectMapper json) {
        this.practices = practices;
        this.patients = patients;
        this.requests = requests;
        this.sending = sending;
        this.seal = seal;
        this.settings = settings;
        this.trail = trail;
        this.intent = intent;
        this.json = json;
    }

    /** Checks, looks for the patient, records, sends. The same key and body again give the request that is on record. */
    ScanRequestRow push(PartnerId partner, AccountId account, NewScanRequest body, Optional<String> key) {
        Draft draft = Draft.of(body);
        Optional<ScanRequestRow> earlier = key.flatMap(used -> requests.byKey(partner, used));
        if (earlier.isPresent()) {
            return same(earlier.get(), account, draft);
        }
        Asked asked = checked(partner, account, draft);
        Finding found =
                Finding.of(patients.search(partner, account, asked.patient().query()));
        found.all().forEach(match -> trail.patient(match.patientId()));
        return switch (Choice.of(asked, found)) {
            case Choice.Conflict(Choice.Why why) -> throw Problem.conflict(why, found);
            case Choice.Send(Sent sent) -> begin(partner, account, new Content(asked, sent), found, key);
        };
    }

    /** What is on record, if it is what is asked for now. */
    private ScanRequestRow same(ScanRequestRow row, AccountId account, Draft draft) {
        boolean same = row.account().equals(account)
                && draft.asked().filter(seal.open(row).asked()::equals).isPresent();
        if (!same) {
            throw Problem.otherBody();
        }
        return row;
    }

    private Asked checked(PartnerId partner, AccountId account, Draft draft) {
        List<Violation> against = against(draft, practices.of(partner, account).practice());
        if (!against.isEmpty()) {
            against = against(draft, practices.recent(partner, account).practice());
        }
        List<Violation> all = new ArrayList<>(draft.violations());
        all.addAll(against);
        if (!all.isEmpty()) {
            throw Problem.violations(all);
        }
        return draft.asked().orElseThrow();
    }

    private List<Violation> against(Draft draft, Practice practice) {
        return PracticeCheck.of(draft, practice, requests.now());
    }

    private ScanRequestRow begin(
            PartnerId partner, AccountId account, Content content, Finding found, Optional<String> key) {
        ScanRequestRow row = row(partner, account, content, found, key);
        intent.commit();
        if (requests.begin(row)) {
            return sent(row, content);
        }
        ScanRequestRow first = requests.byKey(partner, key.orElseThrow()).orElseThrow(Problem::underWay);
        return same(first, account, asRead(content.asked()));
    }

    private static Draft asRead(Asked asked) {
        return new Draft(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(asked),
                List.of());
    }

    private ScanRequestRow row(
            PartnerId partner, AccountId account, Content content, Finding found, Optional<String> key) {
        Instant now = requests.now();
        ScanRequestRow row = new ScanRequestRow();
        row.id = UUID.randomUUID();
        row.partnerId = partner.value();
        row.accountId = account.value();
        row.state = RequestState.SENDING.wire();
        row.idempotencyKey = key.orElse(null);
        row.content = seal.seal(row.id, content);
        row.chartNumberIndex = content.asked()
                .patient()
                .chartNumber()
                .map(number -> seal.chartIndex(partner, number))
                .orElse(null);
        row.reference = content.asked().reference().orElse(null);
        row.match = found.match().wire();
        row.candidates = write(found.candidates());
        row.patientId = content.sent().patientId().orElse(null);
        row.lookAt = now.plus(settings.sendingFor());
        row.createdAt = now;
        row.changedAt = now;
        return row;
    }

    private ScanRequestRow sent(ScanRequestRow row, Content content) {
        return switch (sending.send(row, content)) {
            case Outgoing.Created(var answer) -> requests.created(row, answer);
            case Outgoing.Refused(var by) -> refused(row, Refusal.of(AlignProblems.of(by)));
            case Outgoing.NotSent(RuntimeException why) -> {
                requests.forget(row.id);
                throw why;
            }
            case Outgoing.Lost() -> lost(row);
        };
    }

    private ScanRequestRow refused(ScanRequestRow row, Refusal refusal) {
        return requests.ifOpen(row.id, kept -> {
            kept.refusal = write(refusal);
            kept.become(RequestState.REFUSED, requests.now());
        });
    }

    private ScanRequestRow lost(ScanRequestRow row) {
        LOG.warnf("Align's answer to a scan request was lost account=%s scanRequestId=%s", row.accountId, row.id);
        return requests.ifOpen(row.id, kept -> {
            kept.lookAt = requests.now().plus(settings.firstLook());
            kept.become(RequestState.UNKNOWN, requests.now());
        });
    }

    private String write(Object words) {
        try {
            return json.writeValueAsString(words);
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalArgumentException("not writable as JSON", ourOwnRecord);
        }
    }
}
