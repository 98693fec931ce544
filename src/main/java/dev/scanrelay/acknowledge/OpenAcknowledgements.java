package dev.scanrelay.acknowledge;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which revisions need somebody, those that have waited longest first. */
@ApplicationScoped
class OpenAcknowledgements {

    private final Database database;
    private final Acknowledgements acknowledgements;
    private final AcknowledgeSettings settings;
    private final Clock clock;

    OpenAcknowledgements(
            Database database, Acknowledgements acknowledgements, AcknowledgeSettings settings, Clock clock) {
        this.database = database;
        this.acknowledgements = acknowledgements;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param accounts empty: all of the partner's */
    OpenPage page(
            PartnerId partner,
            Optional<Set<AccountId>> accounts,
            OpenState state,
            OpenCursor behind,
            int limit,
            boolean seesNames) {
        Instant now = clock.instant();
        Instant until = state == OpenState.OVERDUE ? now.minus(settings.overdue()) : now.plusSeconds(60);
        List<Row> found = database.read(session -> query(session, accounts)
                .setParameter("partner", partner.value())
                .setParameter("state", state.column())
                .setParameter("until", until)
                .setParameter("since", behind.since())
                .setParameter("id", behind.id())
                .setParameter("limit", limit + 1)
                .getResultList()
                .map(rows ->
                        rows.stream().map(row -> row(row, state, seesNames)).toList()));
        List<Row> page = found.stream().limit(limit).toList();
        return new OpenPage(
                page.stream().map(Row::view).toList(),
                found.size() > limit ? Optional.of(page.getLast().place().encoded()) : Optional.empty());
    }

    private record Row(OpenView view, OpenCursor place) {}

    private static Mutiny.SelectionQuery<Tuple> query(Mutiny.Session session, Optional<Set<AccountId>> accounts) {
        return accounts.map(some -> session.createNativeQuery(AcknowledgementSql.OPEN_OF_ACCOUNTS, Tuple.class)
                        .setParameter(
                                "accounts", some.stream().map(AccountId::value).collect(Collectors.joining(" "))))
                .orElseGet(() -> session.createNativeQuery(AcknowledgementSql.OPEN_OF_PARTNER, Tuple.class));
    }

    private Row row(Tuple row, OpenState state, boolean seesNames) {
        Instant since = row.get("since", OffsetDateTime.class).toInstant();
        OpenView view = new OpenView(
                row.get("order_id", UUID.class),
                row.get("account_id", String.class),
                row.get("rx_id", String.class),
                row.get("revision", Integer.class),
                state.wire(),
                since,
                state == OpenState.OVERDUE ? Optional.empty() : Optional.of(acknowledgements.view(row, seesNames)));
        return new Row(view, new OpenCursor(since, row.get("id", UUID.class)));
    }
}
