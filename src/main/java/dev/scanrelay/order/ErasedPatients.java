package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Whose data was erased; the feature that erases answers. In the caller's transaction, before anything else of the order is locked. */
public interface ErasedPatients {

    /** Whether the vendor's facts of an order may not be kept. If so, the order was erased just now, or, held, left as it is. */
    Uni<Boolean> bar(Mutiny.Session session, PartnerId partner, AccountId account, UUID order, VendorFacts facts);
}
