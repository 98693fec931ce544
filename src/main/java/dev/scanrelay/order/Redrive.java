package dev.scanrelay.order;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Has orders fetched again, in the slow lane. Looking and raising are apart, so that what is about to be done can be recorded between
 * them. Raising what was raised meanwhile does no harm: it is fetched once more, and found the same.
 */
@ApplicationScoped
class Redrive {

    private final Database database;
    private final Wishes wishes;
    private final PatientSeal seal;
    private final Clock clock;

    Redrive(Database database, Wishes wishes, PatientSeal seal, Clock clock) {
        this.database = database;
        this.wishes = wishes;
        this.seal = seal;
        this.clock = clock;
    }

    Optional<Redrivable> one(Reader reader, UUID order) {
        return rows(new Selection(OrderFilter.of(reader).and("o.id = :id", "id", order), "o.id", 1)).stream()
                .findFirst();
    }

    /** Reads as many orders as the page has at most, from an index; what else was asked for leaves out some of them. */
    RedrivePage page(Reader reader, RedriveAsk.Meant meant) {
        return RedrivePage.of(rows(Selection.newest(reader, meant.query(), seal)), meant);
    }

    /** What is due anyway is left alone, so that a repeat changes nothing. */
    void raise(PartnerId partner, List<Redrivable> orders) {
        List<Wish> wished = orders.stream()
                .filter(order -> !order.due())
                .map(order -> order.wish(partner))
                .toList();
        if (!wished.isEmpty()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            database.write(session -> wishes.raise(session, wished, now));
        }
    }

    private List<Redrivable> rows(Selection selection) {
        return database.read(selection::rows).stream().map(Redrivable::of).toList();
    }
}
