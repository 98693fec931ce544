package dev.scanrelay.fetch;

import dev.scanrelay.database.Database;
import dev.scanrelay.pairing.Reconnected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.jboss.logging.Logger;

/** Makes orders that waited for a user of the clinic due as soon as one has signed in. */
@ApplicationScoped
class Resumption {

    private static final Logger LOG = Logger.getLogger(Resumption.class);

    private static final String DUE_NOW = """
            update scan_order set due_at = clock_timestamp()
             where partner_id = :partner and account_id = :account and done < wanted and state <> 'parked'
               and due_at > clock_timestamp() and failure like 'needs_attention:%'""";

    private final Database database;
    private final Fetch fetch;

    Resumption(Database database, Fetch fetch) {
        this.database = database;
        this.fetch = fetch;
    }

    void resume(@ObservesAsync Reconnected pairing) {
        try {
            int orders = database.write(session -> session.createNativeQuery(DUE_NOW)
                    .setParameter("partner", pairing.partner().value())
                    .setParameter("account", pairing.account().value())
                    .executeUpdate());
            if (orders > 0) {
                LOG.infof("Waiting orders go on account=%s orders=%d", pairing.account(), orders);
                fetch.wake();
            }
        } catch (RuntimeException outage) {
            LOG.warnf(
                    "Waiting orders go on at their next look account=%s problem=%s",
                    pairing.account(), outage.getClass().getSimpleName());
        }
    }
}
