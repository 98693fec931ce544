package dev.scanrelay.fetch;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.order.Lane;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

/**
 * How many RXs an account was notified of that Align has never shown. A callback URL in wrong hands makes any number of them:
 * beyond a limit the account's notifications go to the slow lane, where nothing is lost and nobody else waits for them.
 */
@ApplicationScoped
class Unseen {

    private static final String COUNT = """
            select count(*) from (
                select 1 from scan_order
                 where partner_id = :partner and account_id = :account and absent_since is not null and latest_revision = 0
                   and notified_at is not null
                 limit :most) as unseen""";

    private final Database database;
    private final int most;

    Unseen(Database database, FetchConfig config) {
        this.database = database;
        this.most = config.unseenPerAccount();
    }

    Lane lane(PartnerId partner, AccountId account) {
        long unseen = database.read(session -> session.createNativeQuery(COUNT, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("most", most)
                .getSingleResult()
                .map(row -> row.get(0, Long.class)));
        return unseen < most ? Lane.LIVE : Lane.SLOW;
    }
}
