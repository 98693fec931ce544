package dev.scanrelay.rx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.RxId;
import dev.scanrelay.problem.Problems;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A person says what became of a request that asking could not settle. */
@Singleton
final class Resolving {

    private static final Logger LOG = Logger.getLogger(Resolving.class);

    private final Requests requests;
    private final Views views;
    private final AuditTrail trail;
    private final Intent intent;
    private final ObjectMapper json;

    Resolving(Requests requests, Views views, AuditTrail trail, Intent intent, ObjectMapper json) {
        this.requests = requests;
        this.views = views;
        this.trail = trail;
        this.intent = intent;
        this.json = json;
    }

    ScanRequestRow resolve(ScanRequestRow row, NewResolution declared) {
        RequestState state = views.state(row);
        if (state != RequestState.UNKNOWN && state != RequestState.UNRESOLVED) {
            throw state == RequestState.SENDING ? Problem.unsettled() : Problem.settled();
        }
        ScanRequestRow resolved = switch (declared.outcome().orElse("")) {
            case "sent" -> sent(row, declared.rxId().map(Resolving::rxId));
            case "not-sent" -> notSent(row, declared.rxId());
            default -> throw Problems.invalid("outcome has to be sent or not-sent.");
        };
        LOG.infof("A person declared what became of a scan request scanRequestId=%s status=%s", row.id, resolved.state);
        return resolved;
    }

    private ScanRequestRow sent(ScanRequestRow row, Optional<RxId> rxId) {
        if (rxId.filter(id -> requests.isOfAnother(row, id)).isPresent()) {
            throw Problem.otherRequests();
        }
        rxId.ifPresent(trail::order);
        intent.commit();
        return rxId.map(id -> requests.created(row, id, Optional.empty()))
                .orElseGet(() -> requests.ifOpen(row.id, kept -> kept.become(RequestState.CREATED, requests.now())));
    }

    private ScanRequestRow notSent(ScanRequestRow row, Optional<String> rxId) {
        if (rxId.isPresent()) {
            throw Problems.invalid("rxId is for outcome sent only.");
        }
        String refusal = declaredRefusal();
        intent.commit();
        return requests.ifOpen(row.id, kept -> {
            kept.refusal = refusal;
            kept.become(RequestState.REFUSED, requests.now());
        });
    }

    private String declaredRefusal() {
        try {
            return json.writeValueAsString(Refusal.DECLARED);
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalArgumentException(ourOwnRecord);
        }
    }

    private static RxId rxId(String written) {
        try {
            return new RxId(written);
        } catch (IllegalArgumentException notOne) {
            throw Problems.invalid("rxId has to be a GUID.");
        }
    }
}
