package dev.scanrelay.rx;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests of an account, newest first. There is an index for every filter. */
@Singleton
final class Listing {

    private final Database database;
    private final ContentSeal seal;

    Listing(Database database, ContentSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /** One more than wanted tells whether there is more. */
    List<ScanRequestRow> rows(PartnerId partner, AccountId account, Wanted wanted) {
        Map<String, Object> values = new HashMap<>(Map.of("partner", partner.value(), "account", account.value()));
        String sql = sql(partner, wanted, values);
        return database.read(session -> {
            var query = session.createNativeQuery(sql, ScanRequestRow.class);
            values.forEach(query::setParameter);
            return query.getResultList();
        });
    }

    /** With the values of its parameters put into the map. */
    String sql(PartnerId partner, Wanted wanted, Map<String, Object> values) {
        StringBuilder sql =
                new StringBuilder("select * from scan_request where partner_id = :partner and account_id = :account");
        wanted.status().ifPresent(state -> {
            sql.append(" and state = :state");
            values.put("state", state.wire());
        });
        wanted.reference().ifPresent(reference -> {
            sql.append(" and reference = :reference");
            values.put("reference", reference);
        });
        wanted.chartNumber().ifPresent(number -> {
            sql.append(" and chart_number_index in (:charts)");
            values.put("charts", seal.chartCandidates(partner, number));
        });
        wanted.place().ifPresent(place -> {
            sql.append(" and (created_at, id) < (cast(:at as timestamptz), :id)");
            values.put("at", place.at());
            values.put("id", place.id());
        });
        return sql.append(" order by created_at desc, id desc limit ")
                .append(wanted.limit() + 1)
                .toString();
    }
}
