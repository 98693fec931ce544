package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which orders of an account the vendor is to be asked for alone, as its list may not show that they changed. */
@ApplicationScoped
class Asks {

    /**
     * With decay: the time since the order last changed has to double from one time to the next. One that is new is asked for after a
     * first wait, one that changed long ago hardly ever. One that the vendor did not give waits a fixed time, behind the others.
     */
    private static final String DUE = """
            select id, rx_id, dated_at from (
                select id, rx_id, dated_at, asked_at, ask_failed_at,
                       least(coalesce(modified_at, scanned_at, created_at), changed_at) as changed
                  from scan_order
                 where partner_id = :partner and account_id = :account and state in ('ready', 'requested') and done >= wanted
                   and changed_at > :after and coalesce(vendor_status, '') not in (:finals)) quiet
             where changed > :after
               and (ask_failed_at is null or ask_failed_at <= cast(:now as timestamptz) - :again * interval '1 millisecond')
               and cast(:now as timestamptz) >= changed + greatest(:first * interval '1 millisecond',
                                                2 * (coalesce(asked_at, changed) - changed))
             order by greatest(asked_at, ask_failed_at, changed) limit :most""";

    private static final String ALL = """
            select id, rx_id, dated_at from scan_order
             where partner_id = :partner and account_id = :account and dated_at > :after and state not in ('waiting', 'erased', 'expired')
               and (dated_at, id) < (cast(:dated as timestamptz), cast(:id as uuid))
             order by dated_at desc, id desc limit :most""";

    private static final String ASKED =
            "update scan_order set asked_at = :now, ask_failed_at = null, ask_failure = null where id = :id";

    private static final String NOT_SHOWN =
            "update scan_order set ask_failed_at = :now, ask_failure = :failure where id = :id";

    private static final UUID LAST = new UUID(-1, -1);

    Uni<List<ToAsk>> due(
            Mutiny.Session session,
            PartnerId partner,
            AccountId account,
            List<String> finals,
            Duration first,
            Instant after,
            Instant now,
            Duration again,
            int most) {
        return listed(session.createNativeQuery(DUE, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("finals", finals)
                .setParameter("first", (double) first.toMillis())
                .setParameter("after", after)
                .setParameter("now", now)
                .setParameter("again", (double) again.toMillis())
                .setParameter("most", most));
    }

    Uni<List<ToAsk>> all(
            Mutiny.Session session,
            PartnerId partner,
            AccountId account,
            Instant after,
            Optional<ToAsk> last,
            Instant now,
            int most) {
        return listed(session.createNativeQuery(ALL, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("after", after)
                .setParameter("dated", last.map(ToAsk::datedAt).orElse(now))
                .setParameter("id", last.map(ToAsk::id).orElse(LAST))
                .setParameter("most", most));
    }

    Uni<Void> asked(Mutiny.Session session, ToAsk order, Instant now) {
        return session.createNativeQuery(ASKED)
                .setParameter("id", order.id())
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> notShown(Mutiny.Session session, ToAsk order, String failure, Instant now) {
        return session.createNativeQuery(NOT_SHOWN)
                .setParameter("id", order.id())
                .setParameter("now", now)
                .setParameter("failure", failure)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<List<ToAsk>> listed(Mutiny.SelectionQuery<Tuple> query) {
        return query.getResultList()
                .map(rows -> rows.stream()
                        .map(Row::new)
                        .map(row -> new ToAsk(row.id("id"), new RxId(row.text("rx_id")), row.instant("dated_at")))
                        .toList());
    }
}
