package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.transfer.Keep;
import dev.scanrelay.transfer.StoreConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.Optional;

/** What is stored of the zips of each account. */
@ApplicationScoped
public class AccountStorage {

    private static final String FIND = """
            select s.keep from pairing p left join account_storage s on s.partner_id = p.partner_id and s.account_id = p.account_id
             where p.partner_id = :partner and p.account_id = :account""";

    private static final String CHOOSE = """
            insert into account_storage (partner_id, account_id, keep)
            select partner_id, account_id, cast(:keep as text) from pairing where partner_id = :partner and account_id = :account
            on conflict (partner_id, account_id) do update set keep = excluded.keep""";

    private static final String RESET =
            "delete from account_storage where partner_id = :partner and account_id = :account";

    private final Database database;
    private final Keep usual;

    AccountStorage(Database database, StoreConfig config) {
        this.database = database;
        this.usual = config.keep();
    }

    /** What is to be stored from now on. */
    public Keep of(PartnerId partner, AccountId account) {
        return find(partner, account).flatMap(Chosen::keep).orElse(usual);
    }

    Keep usual() {
        return usual;
    }

    /** Empty if there is no such pairing. */
    Optional<Chosen> find(PartnerId partner, AccountId account) {
        return database
                .read(session -> session.createNativeQuery(FIND, Tuple.class)
                        .setParameter("partner", partner.value())
                        .setParameter("account", account.value())
                        .getResultList())
                .stream()
                .findFirst()
                .map(row -> new Chosen(
                        Optional.ofNullable(row.get("keep", String.class)).map(Keep::of)));
    }

    /** Does nothing if there is no such pairing; no value: as the setting says. */
    void choose(PartnerId partner, AccountId account, Optional<Keep> keep) {
        database.write(session -> keep.isPresent()
                ? session.createNativeQuery(CHOOSE)
                        .setParameter("keep", keep.get().wire())
                        .setParameter("partner", partner.value())
                        .setParameter("account", account.value())
                        .executeUpdate()
                : session.createNativeQuery(RESET)
                        .setParameter("partner", partner.value())
                        .setParameter("account", account.value())
                        .executeUpdate());
    }

    /** @param keep the account's own value, if it has one */
    record Chosen(Optional<Keep> keep) {}
}
