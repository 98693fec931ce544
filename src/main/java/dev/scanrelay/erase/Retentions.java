package dev.scanrelay.erase;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What is set of how long accounts' scans are kept. */
@ApplicationScoped
class Retentions {

    private static final String SET = """
            insert into retention (partner_id, account_id, days, set_by, set_at)
            values (:partner, :account, cast(:days as int), :by, :now)
                on conflict (partner_id, account_id) do update
                   set days = excluded.days, set_by = excluded.set_by, set_at = excluded.set_at""";

    private static final String UNSET = "delete from retention where partner_id = :partner and account_id = :account";

    private static final String GET =
            "select days, 1 as there from retention where partner_id = :partner and account_id = :account";

    private final Database database;
    private final EraseSettings settings;
    private final Clock clock;

    Retentions(Database database, EraseSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    RetentionView of(PartnerId partner, AccountId account) {
        return database.read(session -> session.createNativeQuery(GET, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(set -> new RetentionView(
                                Optional.ofNullable(set.get("days", Integer.class))
                                        .map(Integer::longValue),
                                "account"))
                        .orElseGet(() -> new RetentionView(settings.keep().map(Duration::toDays), "deployment"))));
    }

    /** @param days empty: for ever */
    void set(PartnerId partner, AccountId account, Optional<Integer> days, String by) {
        database.write(session -> session.createNativeQuery(SET)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("days", days.orElse(null))
                .setParameter("by", by)
                .setParameter("now", clock.instant())
                .executeUpdate());
    }

    void unset(PartnerId partner, AccountId account) {
        database.write(session -> session.createNativeQuery(UNSET)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .executeUpdate());
    }
}
