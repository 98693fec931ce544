package dev.scanrelay.order;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What orders need of the scan requests that they come from; the feature that pushes them answers. All in the caller's transaction. */
public interface ScanRequests {

    /** The patient as the practice software named him; empty once the request is not kept any more. */
    Uni<Optional<Patient>> patient(Mutiny.Session session, UUID scanRequest);

    /** The scan is there. The order's row is locked; lock the request after it, never before. */
    Uni<Void> scanned(Mutiny.Session session, UUID scanRequest, List<String> patientDiffers);
}
