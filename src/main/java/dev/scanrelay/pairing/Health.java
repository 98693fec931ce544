package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.ConnectionHealth.Noted;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads pairings together with how they are doing. */
@Singleton
final class Health {

    private static final String NOTED = """
            select p.account_id as account, h.called_at, h.notified_at, coalesce(g.live, 0) as live, g.ends_at
            from pairing p
            left join pairing_health h on h.partner_id = p.partner_id and h.account_id = p.account_id
            left join lateral (
                select count(*) as live,
                       max(least(born_at + cast(cast(:absolute as text) as interval),
                                 renewed_at + cast(cast(:idle as text) as interval))) as ends_at
                from access_grant where partner_id = p.partner_id and account_id = p.account_id and status = 'live') g on true
            where p.partner_id = :partner and p.account_id = any(string_to_array(:accounts, ' '))""";

    private final Database database;
    private final RefreshLife life;
    private final Clock clock;

    Health(Database database, RefreshLife life, Clock clock) {
        this.database = database;
        this.life = life;
        this.clock = clock;
    }

    /** @param accounts which of them may be seen; empty: all */
    Paging.Page<PairingView> list(PartnerId partner, Optional<Set<AccountId>> accounts, Paging<AccountId> wanted) {
        return database.read(session -> ListQuery.pairings(partner, accounts, wanted)
                .on(session, PairingRow.class)
                .getResultList()
                .chain(rows -> noted(session, partner, accounts(rows)).map(noted -> wanted.page(views(rows, noted)))));
    }

    private static List<AccountId> accounts(List<PairingRow> rows) {
        return rows.stream().map(PairingRow::account).toList();
    }

    Optional<PairingView> of(PartnerId partner, AccountId account) {
        return database.read(session -> PairingRow.find(session, partner, account)
                .chain(row -> noted(session, partner, List.of(account))
                        .map(noted -> Optional.ofNullable(row).map(found -> view(found, noted)))));
    }

    private List<PairingView> views(List<PairingRow> rows, Map<String, Noted> noted) {
        return rows.stream().map(row -> view(row, noted)).toList();
    }

    private PairingView view(PairingRow row, Map<String, Noted> noted) {
        return PairingView.of(
                row, ConnectionHealth.of(row, noted.getOrDefault(row.accountId, Noted.NOTHING), clock.instant()));
    }

    private Uni<Map<String, Noted>> noted(Mutiny.Session session, PartnerId partner, List<AccountId> accounts) {
        return session.createNativeQuery(NOTED, Tuple.class)
                .setParameter(
                        "absolute", life.absolute().map(Duration::toString).orElse(null))
                .setParameter("idle", life.idle().map(Duration::toString).orElse(null))
                .setParameter("partner", partner.value())
                .setParameter("accounts", ListQuery.joined(accounts))
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.get("account", String.class), Health::noted)));
    }

    private static Noted noted(Tuple row) {
        return new Noted(
                ((Number) row.get("live")).intValue(),
                time(row.get("called_at")),
                time(row.get("notified_at")),
                time(row.get("ends_at")));
    }

    static Optional<Instant> time(@Nullable Object column) {
        return switch (column) {
            case null -> Optional.empty();
            case Instant instant -> Optional.of(instant);
            case OffsetDateTime offset -> Optional.of(offset.toInstant());
            default -> throw new IllegalStateException("a time of an unknown type");
        };
    }
}
