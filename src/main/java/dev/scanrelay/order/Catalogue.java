package dev.scanrelay.order;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Orders as readers see them. Every answer is bounded, and every question is answered from an index. */
@ApplicationScoped
class Catalogue {

    private final Database database;
    private final ChangeHorizon horizon;
    private final PatientSeal seal;
    private final RevisionViews revisions;
    private final Timeline timeline;

    Catalogue(Database database, ChangeHorizon horizon, PatientSeal seal, RevisionViews revisions, Timeline timeline) {
        this.database = database;
        this.horizon = horizon;
        this.seal = seal;
        this.revisions = revisions;
        this.timeline = timeline;
    }

    OrderPage list(Reader reader, OrderQuery query) {
        return database.read(session -> switch (query.order()) {
            case NEWEST -> newest(session, reader, query);
            case CHANGES -> horizon.of(session).flatMap(until -> changes(session, reader, query, until));
        });
    }

    private Uni<OrderPage> newest(Mutiny.Session session, Reader reader, OrderQuery query) {
        return Selection.newest(reader, query, seal)
                .rows(session)
                .map(rows -> Pages.newest(views(rows, reader), query.limit()));
    }

    private Uni<OrderPage> changes(Mutiny.Session session, Reader reader, OrderQuery query, Instant until) {
        Cursor behind =
                query.cursor().orElseGet(() -> Cursor.since(query.changedSince().orElse(Instant.EPOCH)));
        return Selection.changes(reader, query, seal, behind, until)
                .rows(session)
                .map(rows -> Pages.changes(views(rows, reader), query.limit(), behind));
    }

    Optional<OrderDetail> order(Reader reader, UUID order) {
        return database
                .read(session -> detail(session, reader, OrderFilter.of(reader).and("o.id = :id", "id", order)))
                .stream()
                .findFirst();
    }

    /** Usually one; an RX that several accounts of the partner know gives several. */
    List<OrderDetail> orders(Reader reader, RxId rxId, Optional<AccountId> account) {
        Where where = OrderFilter.of(reader)
                .and("o.rx_id = :rxId", "rxId", rxId.value())
                .and("o.account_id = :account", "account", account.map(AccountId::value));
        return database.read(session -> detail(session, reader, where));
    }

    private Uni<List<OrderDetail>> detail(Mutiny.Session session, Reader reader, Where where) {
        return new Selection(where, "o.id", 2).rows(session).flatMap(rows -> {
            List<OrderView> views = views(rows, reader);
            if (views.size() != 1) {
                return Uni.createFrom()
                        .item(views.stream().map(OrderDetail::bare).toList());
            }
            OrderView order = views.getFirst();
            return revisions
                    .latest(session, order, reader)
                    .flatMap(stored -> timeline.latest(session, order.id())
                            .map(moments -> List.of(new OrderDetail(order, stored, moments))));
        });
    }

    Optional<SeenRevision> revision(Reader reader, UUID order, int number) {
        Where where = OrderFilter.of(reader).and("o.id = :id", "id", order);
        return database.read(session -> new Selection(where, "o.id", 1)
                .rows(session)
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.<SeenRevision>empty())
                        : revisions
                                .one(session, order, reader, number)
                                .map(one -> one.map(revision -> SeenRevision.of(revision, found.getFirst())))));
    }

    /** Why something of an order is not there: all of it is gone, or there was none, or not for this reader. */
    HttpProblem missing(Reader reader, UUID order, String what) {
        Where where = OrderFilter.of(reader).and("o.id = :id", "id", order);
        return database.read(session -> new Selection(where, "o.id", 1).rows(session)).stream()
                .flatMap(row -> OrderState.of(row.text("state")).stream())
                .filter(OrderState::isGone)
                .findFirst()
                .map(Gone::problem)
                .orElseGet(() -> Problems.notFound(what));
    }

    private List<OrderView> views(List<Row> rows, Reader reader) {
        return rows.stream()
                .map(row -> OrderView.of(
                        row,
                        reader.seesPatients()
                                ? PatientView.full(seal.open(row))
                                : PatientView.idOnly(row.maybeText("patient_id"))))
                .toList();
    }
}
