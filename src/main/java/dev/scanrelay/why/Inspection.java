package dev.scanrelay.why;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Gathers the facts, of what a caller may see. */
@ApplicationScoped
class Inspection {

    private final Database database;

    Inspection(Database database) {
        this.database = database;
    }

    Optional<Facts> order(PartnerId partner, Optional<Set<AccountId>> accounts, UUID order) {
        return orders(FactsSql.BY_ID, partner, accounts, order.toString()).stream()
                .findFirst();
    }

    List<Facts> orders(PartnerId partner, Optional<Set<AccountId>> accounts, RxId rxId) {
        return orders(FactsSql.BY_RX, partner, accounts, rxId.value());
    }

    Reach reach(PartnerId partner, Optional<Set<AccountId>> accounts) {
        return database.read(session -> session.createNativeQuery(FactsSql.REACH, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("accounts", joined(accounts))
                .getSingleResult()
                .map(row -> Rows.read(row.get("facts", String.class), Reach.class)));
    }

    private List<Facts> orders(String sql, PartnerId partner, Optional<Set<AccountId>> accounts, String wanted) {
        return database.read(session -> session.createNativeQuery(sql, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("accounts", joined(accounts))
                .setParameter("wanted", wanted)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> Rows.read(row.get("facts", String.class), Facts.class))
                        .toList()));
    }

    /** Empty for all; of those who may see none it is not. */
    private static String joined(Optional<Set<AccountId>> accounts) {
        return accounts.map(some -> some.stream().map(AccountId::value).collect(Collectors.joining(" ", " ", "")))
                .orElse("");
    }
}
