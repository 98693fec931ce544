package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Where Align's endpoints are now, or were when it last told. */
@Singleton
final class Directories {

    private static final Logger LOG = Logger.getLogger(Directories.class);

    private final Itero itero;

    Directories(Itero itero) {
        this.itero = itero;
    }

    Directory now(PartnerId partner, Optional<AccountId> account, Directory lastKnown) {
        try {
            return itero.discover(partner, account);
        } catch (IteroException unanswered) {
            LOG.warnf(
                    "Discovery failed, going by the last known directory partner=%s kind=%s",
                    partner, unanswered.kind());
            return lastKnown;
        }
    }
}
