package dev.scanrelay.order;

import dev.scanrelay.content.Sha256;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.Place;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one door to orders for other features. Everything happens in the caller's transaction. What ends an attempt releases its
 * lease; it does nothing, and says so, if the lease is not the current one.
 */
@ApplicationScoped
public class Orders {

    private final Wishes wishes;
    private final EarlierFiles earlier;
    private final Planning planning;
    private final Recording recording;
    private final Setbacks setbacks;
    private final KnownOrders known;
    private final Pushes pushes;
    private final Looks looks;
    private final Asks asks;
    private final FoundBy foundBy;

    Orders(
            Wishes wishes,
            EarlierFiles earlier,
            Planning planning,
            Recording recording,
            Setbacks setbacks,
            KnownOrders known,
            Pushes pushes,
            Looks looks,
            Asks asks,
            FoundBy foundBy) {
        this.known = known;
        this.looks = looks;
        this.asks = asks;
        this.foundBy = foundBy;
        this.wishes = wishes;
        this.earlier = earlier;
        this.planning = planning;
        this.recording = recording;
        this.setbacks = setbacks;
        this.pushes = pushes;
    }

    /**
     * A scan request became an RX: its order is known at once. If the scan was faster, the order gains origin and reference now, and
     * that is announced. Locks the order; lock the scan request after it. Empty, and nothing done, if the order was erased.
     */
    public Uni<Optional<Pushed>> pushed(Mutiny.Session session, Push push, Instant now) {
        return pushes.push(session, push, now);
    }

    /** The RX will never be scanned. Does nothing to an order whose scan is there. */
    public Uni<Void> withdrawn(
            Mutiny.Session session, PartnerId partner, AccountId account, RxId rxId, String reason, Instant now) {
        return pushes.withdraw(session, partner, account, rxId, reason, now);
    }

    /** Makes the order due now, and makes it known if it was not. Answers its id. */
    public Uni<UUID> want(
            Mutiny.Session session, PartnerId partner, AccountId account, RxId rxId, Lane lane, Instant now) {
        return want(session, List.of(new Wish(partner, account, rxId, lane)), now)
                .map(List::getFirst);
    }

    /** The same for many in one statement. Answers their ids in the order of the wishes. */
    public Uni<List<UUID>> want(Mutiny.Session session, List<Wish> wished, Instant now) {
        return wishes.raise(session, wished, now);
    }

    /**
     * Compares orders read at the vendor with ours, and has fetched what we miss, in the slow lane. What is equal is not fetched again.
     * Answers how many are fetched now because of it.
     */
    public Uni<Integer> look(Mutiny.Session session, Look look, List<LiveOrder> orders, Instant now) {
        return looks.look(session, look, orders, now);
    }

    /**
     * Orders that the vendor may have anew without its list showing it: those without a final status, the ones asked for longest ago first.
     *
     * @param finals statuses after which nothing more is expected
     * @param first how long after a change it is asked for the first time; then the time doubles
     * @param after what did not change since then is left alone
     * @param again how long after a question that came to nothing it is asked for again
     */
    public Uni<List<ToAsk>> toAsk(
            Mutiny.Session session,
            PartnerId partner,
            AccountId account,
            List<String> finals,
            Duration first,
            Instant after,
            Instant now,
            Duration again,
            int most) {
        return asks.due(session, partner, account, finals, first, after, now, again, most);
    }

    /** All orders of the account back to a time, the newest first, some at a time; {@code last} is where the last ones ended. */
    public Uni<List<ToAsk>> toCheck(
            Mutiny.Session session,
            PartnerId partner,
            AccountId account,
            Instant after,
            Optional<ToAsk> last,
            Instant now,
            int most) {
        return asks.all(session, partner, account, after, last, now, most);
    }

    /** The vendor was asked for it alone, and showed it or said that there is none. */
    public Uni<Void> asked(Mutiny.Session session, ToAsk order, Instant now) {
        return asks.asked(session, order, now);
    }

    /** The vendor was asked for it alone, and it came to nothing; {@code failure} is one constant word. */
    public Uni<Void> notShown(Mutiny.Session session, ToAsk order, String failure, Instant now) {
        return asks.notShown(session, order, failure, now);
    }

    /** How many revisions stored in a time each origin brought; {@code to} is exclusive. */
    public Uni<Map<Origin, Long>> foundBy(
            Mutiny.Session session, PartnerId partner, AccountId account, Instant from, Instant to) {
        return foundBy.of(session, partner, account, from, to);
    }

    /** Those of the RXs that have an order in the account, in one query. */
    public Uni<Map<RxId, KnownOrder>> known(
            Mutiny.Session session, PartnerId partner, AccountId account, Collection<RxId> rxIds) {
        return known.of(session, partner, account, rxIds);
    }

    /** The account's order that the vendor has under this id. */
    public Uni<Optional<VendorsOrder>> byVendorId(
            Mutiny.Session session, PartnerId partner, AccountId account, String vendorOrderId) {
        return known.byVendorId(session, partner, account, vendorOrderId);
    }

    /** The files of the order's latest revision that are in this place, by the digests of their bytes. */
    public Uni<Map<Sha256, ObjectAddress>> earlier(Mutiny.Session session, UUID order, Place place) {
        return earlier.of(session, order, place);
    }

    /** Which revision these files would become now; empty if none, or if the lease is not the current one. */
    public Uni<Optional<Plan>> plan(Mutiny.Session session, LeasedOrder leased, VendorFacts facts, NewContent content) {
        return planning.plan(session, leased, facts, content);
    }

    /**
     * Ends an attempt with what it found: as much as it noted is done. New files become a revision, whose event is appended; without
     * any, changed facts alone are announced.
     *
     * @throws PlanOutdated they would be another revision than was planned, or none was
     */
    public Uni<Recorded> record(
            Mutiny.Session session, LeasedOrder leased, VendorFacts facts, Optional<NewContent> content) {
        return recording.record(session, leased, facts, content);
    }

    /**
     * Ends an attempt that failed; the order is due again later. Answers whether the lease was the current one.
     *
     * @param anew when it is due if it was wanted again during the attempt
     */
    public Uni<Boolean> postpone(
            Mutiny.Session session, LeasedOrder leased, Instant due, Instant anew, FailureNote note) {
        return setbacks.postpone(session, leased, due, anew, note);
    }

    /**
     * Ends the last attempt: nothing happens to the order until it is wanted again, and that is announced. Was it wanted again during
     * the attempt, it is due at once instead. Answers whether the lease was the current one.
     */
    public Uni<Boolean> park(Mutiny.Session session, LeasedOrder leased, FailureNote note) {
        return setbacks.park(session, leased, note);
    }

    /** Ends an attempt that found the order gone for good, and announces that. Answers whether the lease was the current one. */
    public Uni<Boolean> withdraw(Mutiny.Session session, LeasedOrder leased, String reason) {
        return setbacks.withdraw(session, leased, reason);
    }
}
