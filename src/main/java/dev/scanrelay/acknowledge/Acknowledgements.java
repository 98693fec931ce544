package dev.scanrelay.acknowledge;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.secret.Vault;
import dev.scanrelay.security.Caller;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What practice software says of revisions. Of each the latest counts; each is told in the order's timeline. */
@ApplicationScoped
public class Acknowledgements {

    private final Database database;
    private final Vault vault;
    private final AcknowledgeMetrics metrics;
    private final Clock clock;

    Acknowledgements(Database database, Vault vault, AcknowledgeMetrics metrics, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whose the order is; empty: there is none that the caller may see. */
    Optional<Place> place(Caller caller, UUID order, int revision) {
        String partner = caller.partner().value(); // of this request: not to be asked on the event loop
        String accounts = joined(caller.accounts());
        return database.read(session -> session.createNativeQuery(AcknowledgementSql.PLACE, Tuple.class)
                .setParameter("order", order)
                .setParameter("revision", revision)
                .setParameter("partner", partner)
                .setParameter("accounts", accounts)
                .getSingleResultOrNull()
                .map(found -> Optional.ofNullable(found).map(Acknowledgements::place)));
    }

    /** Empty for all; of those who may see none it is not. */
    static String joined(Optional<Set<AccountId>> accounts) {
        return accounts.map(some -> some.stream().map(AccountId::value).collect(Collectors.joining(" ", " ", "")))
                .orElse("");
    }

    private static Place place(Tuple row) {
        return new Place(
                new AccountId(row.get("account_id", String.class)),
                Optional.ofNullable(row.get("patient_id", String.class)),
                row.get("revision", Boolean.class),
                row.get("gone", Boolean.class));
    }

    /** The same said again changes nothing. */
    AcknowledgementView say(Caller caller, AccountId account, UUID order, int revision, Acknowledgement said) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String partner = caller.partner().value();
        String key = caller.keyId();
        Said answer = database.write(session -> session.createNativeQuery(AcknowledgementSql.EXPECT_FROM_NOW_ON)
                .setParameter("partner", partner)
                .setParameter("account", account.value())
                .setParameter("now", now)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(AcknowledgementSql.MAKE)
                        .setParameter("order", order)
                        .setParameter("revision", revision)
                        .setParameter("partner", partner)
                        .setParameter("account", account.value())
                        .setParameter("now", now)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(AcknowledgementSql.LOCK, Tuple.class)
                        .setParameter("order", order)
                        .setParameter("revision", revision)
                        .getSingleResultOrNull()
                        .onItem()
                        .ifNull()
                        .failWith(Acknowledgements::gone))
                .chain(row -> isSame(row, said)
                        ? Uni.createFrom().item(new Said(view(row, true), false))
                        : replace(session, row.get("id", UUID.class), order, revision, said, key, now)));
        if (answer.isNew()) {
            metrics.acknowledged(said.outcome());
        }
        return answer.view();
    }

    /** Of an order of which nothing is kept, nothing is kept anew. */
    static HttpProblem gone() {
        return Problems.gone("erased", "The data of this order was erased. There is nothing to acknowledge any more.");
    }

    private record Said(AcknowledgementView view, boolean isNew) {}

    private boolean isSame(Tuple row, Acknowledgement said) {
        return row.get("state", String.class).equals(said.outcome().wire())
                && reason(row).equals(said.reason())
                && Optional.ofNullable(row.get("document", String.class)).equals(said.document());
    }

    private Uni<Said> replace(
            Mutiny.Session session, UUID id, UUID order, int revision, Acknowledgement said, String key, Instant now) {
        return session.createNativeQuery(AcknowledgementSql.SAY)
                .setParameter("id", id)
                .setParameter("state", said.outcome().wire())
                .setParameter("now", now)
                .setParameter(
                        "reason",
                        said.reason()
                                .map(text -> vault.seal(text, SealedReasons.reason(id)))
                                .orElse(null))
                .setParameter("document", said.document().orElse(null))
                .setParameter("key", key)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(AcknowledgementSql.CLOSE_EARLIER)
                        .setParameter("order", order)
                        .setParameter("revision", revision)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(AcknowledgementSql.TELL_TIMELINE)
                        .setParameter("order", order)
                        .setParameter("now", now)
                        .setParameter("cause", said.outcome().wire())
                        .setParameter("revision", revision)
                        .executeUpdate())
                .replaceWith(new Said(
                        new AcknowledgementView(said.outcome().wire(), said.reason(), said.document(), now, key),
                        true));
    }

    /** The latest of each revision that has one, for an order's readers. */
    public Uni<Map<Integer, AcknowledgementView>> of(
            Mutiny.Session session, UUID order, int first, int last, boolean seesNames) {
        return session.createNativeQuery(AcknowledgementSql.OF_ORDER, Tuple.class)
                .setParameter("order", order)
                .setParameter("first", first)
                .setParameter("last", last)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.get("revision", Integer.class), row -> view(row, seesNames))));
    }

    AcknowledgementView view(Tuple row, boolean seesNames) {
        return new AcknowledgementView(
                row.get("state", String.class),
                seesNames ? reason(row) : Optional.empty(),
                Optional.ofNullable(row.get("document", String.class)),
                row.get("since", OffsetDateTime.class).toInstant(),
                row.get("key_id", String.class));
    }

    private Optional<String> reason(Tuple row) {
        return Optional.ofNullable(row.get("reason", byte[].class))
                .map(kept -> vault.open(kept, SealedReasons.reason(row.get("id", UUID.class))));
    }
}
