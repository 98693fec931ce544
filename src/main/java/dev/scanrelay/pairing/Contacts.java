package dev.scanrelay.pairing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When a pairing was last called and notified: noted in memory, and written together now and then, so that a call costs no write. */
@Singleton
final class Contacts {

    private static final String NOTE = """
            insert into pairing_health (partner_id, account_id, called_at, notified_at)
            select p.partner_id, p.account_id, noted.called, noted.notified
            from json_to_recordset(cast(cast(:noted as text) as json))
                as noted(partner text, account text, called timestamptz, notified timestamptz)
            join pairing p on p.partner_id = noted.partner and p.account_id = noted.account
            order by 1, 2
            on conflict (partner_id, account_id) do update
            set called_at = greatest(pairing_health.called_at, excluded.called_at),
                notified_at = greatest(pairing_health.notified_at, excluded.notified_at)""";

    private final Database database;
    private final Clock clock;
    private final Map<KeyOwner, Noted> noted = new ConcurrentHashMap<>();

    private record Noted(Instant called, Instant notified) {

        Noted later(Noted other) {
            return new Noted(later(called, other.called), later(notified, other.notified));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    Contacts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Align answered a call for the account. */
    void called(PartnerId partner, AccountId account) {
        note(KeyOwner.pairing(partner, account), new Noted(clock.instant(), Instant.MIN));
    }

    /** A notification about the account came in. */
    void notified(PartnerId partner, AccountId account) {
        note(KeyOwner.pairing(partner, account), new Noted(Instant.MIN, clock.instant()));
    }

    private void note(KeyOwner pairing, Noted contact) {
        noted.merge(pairing, contact, Noted::later);
    }

    /** Writes what was noted since the last time. */
    void write() {
        List<Map<String, String>> rows = new ArrayList<>();
        Map<KeyOwner, Noted> taken = take();
        taken.forEach((pairing, contact) -> rows.add(row(pairing, contact)));
        if (rows.isEmpty()) {
            return;
        }
        try {
            String json = json(rows);
            database.write(session ->
                    session.createNativeQuery(NOTE).setParameter("noted", json).executeUpdate());
        } catch (RuntimeException outage) {
            taken.forEach(this::note);
            throw outage;
        }
    }

    private Map<KeyOwner, Noted> take() {
        Map<KeyOwner, Noted> taken = new HashMap<>();
        noted.keySet()
                .forEach(pairing ->
                        Optional.ofNullable(noted.remove(pairing)).ifPresent(contact -> taken.put(pairing, contact)));
        return taken;
    }

    private static Map<String, String> row(KeyOwner pairing, Noted contact) {
        Map<String, String> row = new HashMap<>();
        row.put("partner", pairing.partner().value());
        row.put("account", pairing.accountColumn());
        putIfNoted(row, "called", contact.called());
        putIfNoted(row, "notified", contact.notified());
        return row;
    }

    private static void putIfNoted(Map<String, String> row, String column, Instant time) {
        if (!time.equals(Instant.MIN)) {
            row.put(column, time.toString());
        }
    }

    private static String json(List<Map<String, String>> rows) {
        try {
            return new ObjectMapper().writeValueAsString(rows);
        } catch (JsonProcessingException textsOnly) {
            throw new IllegalStateException(textsOnly);
        }
    }
}
