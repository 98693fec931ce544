package dev.scanrelay.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.database.Database;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Configurations in the database, for the other replicas and for the time after a restart. */
@Singleton
final class KeptPractices {

    private static final Logger LOG = Logger.getLogger(KeptPractices.class);

    private static final String KEEP = """
            insert into practice_configuration as kept (partner_id, account_id, body, fetched_at)
            values (:partner, :account, :body, :at)
                on conflict (partner_id, account_id) do update set body = excluded.body, fetched_at = excluded.fetched_at
             where kept.fetched_at < excluded.fetched_at""";

    private final Database database;
    private final ObjectMapper json;

    KeptPractices(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    Optional<Told> find(Account account) {
        return Optional.ofNullable(
                        database.read(session -> session.find(PracticeRow.class, PracticeRow.Key.of(account))))
                .flatMap(this::read);
    }

    void keep(Account account, Told told) {
        String body = write(told.practice());
        database.write(session -> session.createNativeQuery(KEEP)
                .setParameter("partner", account.partner().value())
                .setParameter("account", account.id().value())
                .setParameter("body", body)
                .setParameter("at", told.at())
                .executeUpdate());
    }

    /** What another release wrote and this one can't read is as good as nothing: Align is asked. */
    private Optional<Told> read(PracticeRow row) {
        try {
            return Optional.of(new Told(json.readValue(row.body, Practice.class), row.fetchedAt));
        } catch (JsonProcessingException otherForm) {
            LOG.warnf("A kept practice configuration can't be read account=%s", row.accountId);
            return Optional.empty();
        }
    }

    private String write(Practice practice) {
        try {
            return json.writeValueAsString(practice);
        } catch (JsonProcessingException ourOwnRecord) {
            throw new IllegalArgumentException("a practice is not writable as JSON", ourOwnRecord);
        }
    }
}
