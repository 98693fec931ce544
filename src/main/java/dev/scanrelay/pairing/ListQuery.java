package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Cursors.InvitationPlace;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The statement of a page. Each starts from an index and reads no more rows than it needs, however many there are. */
record ListQuery(String sql, Map<String, Object> values) {

    /** In the order of the accounts. */
    static ListQuery pairings(PartnerId partner, Optional<Set<AccountId>> accounts, Paging<AccountId> wanted) {
        Map<String, Object> values = new HashMap<>(Map.of("partner", partner.value()));
        StringBuilder sql = new StringBuilder("select * from pairing where partner_id = :partner");
        wanted.behind().ifPresent(account -> {
            sql.append(" and account_id > :behind");
            values.put("behind", account.value());
        });
        accounts.ifPresent(mine -> {
            sql.append(" and account_id = any(string_to_array(:accounts, ' '))");
            values.put("accounts", joined(mine));
        });
        return new ListQuery(sql + " order by account_id limit " + wanted.rows(), values);
    }

    /** Newest first. Those of some accounts are made of a page of each: the rows of all the others would be read and passed over. */
    static ListQuery invitations(PartnerId partner, Optional<Set<AccountId>> accounts, Paging<InvitationPlace> wanted) {
        Map<String, Object> values = new HashMap<>(Map.of("partner", partner.value()));
        StringBuilder where = new StringBuilder("pairing_invitation i where i.partner_id = :partner");
        accounts.ifPresent(mine -> {
            where.append(" and i.account_id = mine.account_id");
            values.put("accounts", joined(mine));
        });
        wanted.behind().ifPresent(place -> {
            where.append(" and (i.created_at, i.id) < (cast(:at as timestamptz), :id)");
            values.put("at", place.at());
            values.put("id", place.id());
        });
        String page = " order by i.created_at desc, i.id desc limit " + wanted.rows();
        String found = accounts.map(mine -> "unnest(string_to_array(:accounts, ' ')) as mine(account_id)"
                        + " cross join lateral (select i.* from " + where + page + ") i")
                .orElseGet(where::toString);
        return new ListQuery("select i.* from " + found + page, values);
    }

    <T> Mutiny.SelectionQuery<T> on(Mutiny.Session session, Class<T> row) {
        return bind(session.createNativeQuery(sql, row));
    }

    <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> query) {
        values.forEach(query::setParameter);
        return query;
    }

    /** For {@code string_to_array}: no account has a blank in it. */
    static String joined(Collection<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).collect(Collectors.joining(" "));
    }
}
