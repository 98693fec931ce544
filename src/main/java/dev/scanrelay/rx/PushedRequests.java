package dev.scanrelay.rx;

import dev.scanrelay.order.Patient;
import dev.scanrelay.order.ScanRequests;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What orders ask of the requests that they come from. */
@ApplicationScoped
class PushedRequests implements ScanRequests {

    private final ContentSeal seal;
    private final Clock clock;

    PushedRequests(ContentSeal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** As asked for, not as sent: the practice software is the master, also where Align's own spelling was used. */
    @Override
    public Uni<Optional<Patient>> patient(Mutiny.Session session, UUID scanRequest) {
        return session.find(ScanRequestRow.class, scanRequest)
                .map(row -> Optional.ofNullable(row)
                        .map(kept -> seal.open(kept).asked().patient().forOrder()));
    }

    @Override
    public Uni<Void> scanned(Mutiny.Session session, UUID scanRequest, List<String> patientDiffers) {
        String differs = String.join(",", patientDiffers);
        return session.find(ScanRequestRow.class, scanRequest, LockModeType.PESSIMISTIC_WRITE)
                .invoke(row -> {
                    boolean known =
                            row == null || (row.state() == RequestState.SCANNED && differs.equals(row.patientDiffers));
                    if (!known) {
                        row.patientDiffers = differs;
                        row.become(RequestState.SCANNED, clock.instant().truncatedTo(ChronoUnit.MICROS));
                    }
                })
                .replaceWithVoid();
    }
}
