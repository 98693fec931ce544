package dev.scanrelay.republish;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

/** Whose scans are in the catalogue. */
@ApplicationScoped
class KnownAccounts {

    private static final String HAS_ORDERS =
            "select exists (select 1 from scan_order where partner_id = :partner and account_id = :account)";

    private final Database database;

    KnownAccounts(Database database) {
        this.database = database;
    }

    boolean contain(PartnerId partner, AccountId account) {
        return database.read(session -> session.createNativeQuery(HAS_ORDERS, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .getSingleResult()
                .map(row -> row.get(0, Boolean.class)));
    }
}
