package dev.scanrelay.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.transfer.ObjectAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Brings orders into the state that a test needs, and looks at the raw rows. */
@ApplicationScoped
class Workbench {

    private final Database database;
    private final Orders orders;

    Workbench(Database database, Orders orders) {
        this.database = database;
        this.orders = orders;
    }

    UUID want(String account, RxId rxId, Lane lane) {
        return want(PartnerId.DEFAULT, account, rxId, lane);
    }

    UUID want(PartnerId partner, String account, RxId rxId, Lane lane) {
        return database.write(
                session -> orders.want(session, partner, new AccountId(account), rxId, lane, Samples.TIME));
    }

    UUID wanted(String account) {
        return want(account, rx(), Lane.LIVE);
    }

    /** Takes the order as a worker would. */
    LeasedOrder lease(UUID order) {
        return database.write(session -> session.createNativeQuery("""
                        update scan_order set lease_token = lease_token + 1, lease_owner = 'test', lease_until = now()
                         where id = :id returning lease_token, wanted""", Tuple.class)
                .setParameter("id", order)
                .getSingleResult()
                .map(Row::new)
                .map(row -> new LeasedOrder(order, row.number("lease_token"), row.number("wanted"), Optional.empty())));
    }

    Recorded record(LeasedOrder leased, VendorFacts facts, Optional<NewContent> content) {
        Optional<NewContent> planned =
                content.map(files -> database.read(session -> orders.plan(session, leased, facts, files))
                        .map(plan -> files.with(new Planned(plan, manifest(files))))
                        .orElse(files));
        return database.write(session -> orders.record(session, leased, facts, planned));
    }

    Recorded record(UUID order, VendorFacts facts, NewContent content) {
        return record(lease(order), facts, Optional.of(content));
    }

    private static ObjectAddress manifest(NewContent files) {
        return new ObjectAddress("main", "scanrelay", "orders/test/" + files.attempt() + "/manifest.json");
    }

    /** An order with one revision. */
    UUID ready(String account) {
        UUID order = wanted(account);
        record(order, Samples.facts("Completed"), Samples.scan(order.toString()));
        return order;
    }

    Row row(UUID order) {
        return query("select * from scan_order where id = '" + order + "'").getFirst();
    }

    List<Row> query(String sql) {
        return database.read(session -> session.createNativeQuery(sql, Tuple.class)
                .getResultList()
                .map(rows -> rows.stream().map(Row::new).toList()));
    }

    int execute(String sql) {
        return database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }

    /** Without what the relay adds in its own time. */
    List<String> timeline(UUID order) {
        return query("select what || coalesce(' ' || cause, '') as told from timeline where order_id = '" + order
                        + "' and what <> 'announced' order by id")
                .stream()
                .map(row -> row.text("told"))
                .toList();
    }

    /** The data of the order's events of one type. */
    List<JsonNode> events(UUID order, String type) {
        return query("select cast(data as text) as data from outbox where order_id = '" + order
                        + "' and type = 'dev.scanrelay." + type + "' order by id")
                .stream()
                .map(row -> json(row.text("data")))
                .toList();
    }

    static RxId rx() {
        return new RxId(UUID.randomUUID().toString());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
