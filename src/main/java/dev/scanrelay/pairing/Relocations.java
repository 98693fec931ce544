package dev.scanrelay.pairing;

import dev.scanrelay.concurrent.SingleFlight;
import dev.scanrelay.database.Database;
import dev.scanrelay.itero.Directory;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds an account that a region does not serve any more: Discovery says where it is now. */
@Singleton
final class Relocations {

    private static final Logger LOG = Logger.getLogger(Relocations.class);

    private final Database database;
    private final Directories directories;
    private final SingleFlight<KeyOwner, Directory> flights = new SingleFlight<>();

    Relocations(Database database, Directories directories) {
        this.database = database;
        this.directories = directories;
    }

    /** The grant where the account is now; nothing if Discovery still names the region that was asked. */
    Optional<Grant> follow(Grant grant) {
        KeyOwner account = KeyOwner.pairing(grant.partner(), grant.account());
        Directory now = flights.join(account, () -> look(grant));
        return now.templates().equals(grant.directory().templates()) ? Optional.empty() : Optional.of(grant.at(now));
    }

    private Directory look(Grant grant) {
        Directory now = directories.now(grant.partner(), Optional.of(grant.account()), grant.directory());
        if (!now.templates().equals(grant.directory().templates())) {
            database.write(session -> PairingRow.lock(session, grant.partner(), grant.account())
                    .chain(pairing -> {
                        if (pairing != null) {
                            pairing.directory = now.toJson();
                            pairing.region = now.region();
                        }
                        return Uni.createFrom().voidItem();
                    }));
            LOG.infof("Account moved partner=%s account=%s region=%s", grant.partner(), grant.account(), now.region());
        }
        return now;
    }
}
