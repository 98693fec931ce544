package dev.scanrelay.rx;

import dev.scanrelay.database.Database;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.pairing.PairingUnavailable;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Asks Align what became of requests whose answer was lost, each claimed by one replica at a time. It sends nothing. */
@Singleton
final class Settlement {

    private static final Logger LOG = Logger.getLogger(Settlement.class);
    private static final int MOST_PER_PASS = 100;
    private static final Duration CLAIM = Duration.ofMinutes(10); // longer than the calls of one look may take

    private static final String CLAIM_ONE = """
            update scan_request r
               set look_at = :claimed, looks = looks + 1,
                   state = case when state = 'sending' then 'unknown' else state end,
                   changed_at = case when state = 'sending' then :now else changed_at end
              from (select id from scan_request where state in ('sending', 'unknown', 'unresolved') and look_at <= :now
                     order by look_at limit 1 for update skip locked) due
             where r.id = due.id
            returning r.id""";

    private final Database database;
    private final Requests requests;
    private final Sightings sightings;
    private final RxSettings settings;

    Settlement(Database database, Requests requests, Sightings sightings, RxSettings settings) {
        this.database = database;
        this.requests = requests;
        this.sightings = sightings;
        this.settings = settings;
    }

    void run() {
        for (int count = 0; count < MOST_PER_PASS; count++) {
            Optional<UUID> due = claim();
            if (due.isEmpty()) {
                return;
            }
            look(requests.get(due.get()));
        }
    }

    private Optional<UUID> claim() {
        Instant now = requests.now();
        return Optional.ofNullable(database.write(session -> session.createNativeQuery(CLAIM_ONE, Tuple.class)
                .setParameter("now", now)
                .setParameter("claimed", now.plus(CLAIM))
                .getSingleResultOrNull()
                .onItem()
                .ifNotNull()
                .transform(row -> row.get(0, UUID.class))));
    }

    private void look(ScanRequestRow row) {
        try {
            switch (sightings.of(row)) {
                case Sighting.Rx(var rxId, var patientId) -> {
                    requests.created(row, rxId, patientId);
                    LOG.infof("A scan request was settled scanRequestId=%s rxId=%s looks=%d", row.id, rxId, row.looks);
                }
                case Sighting.Patient() -> goOn(row, Optional.of("patient-appeared"));
                case Sighting.Nothing() -> goOn(row, Optional.empty());
            }
        } catch (IteroException | PairingUnavailable notNow) {
            postpone(row);
        } catch (RuntimeException failure) { // one that can't be settled must not hold up the others
            if (Problem.saysGone(failure)) {
                LOG.infof("A scan request went with its patient's data scanRequestId=%s", row.id);
                return;
            }
            LOG.warnf("A scan request can't be settled for now scanRequestId=%s cause=%s", row.id, failure.getClass());
            postpone(row);
        }
    }

    private void postpone(ScanRequestRow row) {
        requests.ifOpen(row.id, kept -> kept.lookAt = requests.now().plus(wait(kept.looks)));
    }

    /** Only a look that Align answered counts towards giving up. */
    private void goOn(ScanRequestRow row, Optional<String> evidence) {
        Instant now = requests.now();
        boolean over = !now.isBefore(row.createdAt.plus(settings.unresolvedAfter()));
        if (over && row.state() != RequestState.UNRESOLVED) {
            LOG.errorf(
                    "Nobody can tell whether Align has an RX: look at its portal and declare it account=%s scanRequestId=%s",
                    row.accountId, row.id);
        }
        requests.ifOpen(row.id, kept -> {
            kept.lookAt = now.plus(wait(kept.looks));
            evidence.ifPresent(word -> kept.evidence = word);
            if (over && kept.state() != RequestState.UNRESOLVED) {
                kept.become(RequestState.UNRESOLVED, now);
            }
        });
    }

    private Duration wait(int looks) {
        Duration doubled = settings.firstLook().multipliedBy(1L << Math.clamp(looks, 0, 20));
        return doubled.compareTo(settings.longestWait()) < 0 ? doubled : settings.longestWait();
    }
}
