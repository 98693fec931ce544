package dev.scanrelay.live;

import static java.util.stream.Collectors.toMap;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.live.ImportAnswer.Imported;
import dev.scanrelay.order.KnownOrder;
import dev.scanrelay.order.Lane;
import dev.scanrelay.order.LiveOrder;
import dev.scanrelay.order.LivePage;
import dev.scanrelay.order.LiveQuery;
import dev.scanrelay.order.OrderState;
import dev.scanrelay.order.Orders;
import dev.scanrelay.order.Origin;
import dev.scanrelay.order.Wish;
import dev.scanrelay.pairing.PairingUnavailable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Has orders fetched that nobody notified us of. They go to the slow lane, so live notifications never wait for them; one that is
 * stored or on its way already is left alone, so asking twice costs nothing.
 */
@ApplicationScoped
class Import {

    /** Pages of Align's list that one call reads at most. */
    private static final int MOST_PAGES = 5;

    private static final String CAUSE = "import";

    private final AlignOrders align;
    private final Orders orders;
    private final Database database;
    private final AuditTrail trail;
    private final Intent intent;
    private final Clock clock;

    Import(AlignOrders align, Orders orders, Database database, AuditTrail trail, Intent intent, Clock clock) {
        this.align = align;
        this.orders = orders;
        this.database = database;
        this.trail = trail;
        this.intent = intent;
        this.clock = clock;
    }

    ImportAnswer rxs(PartnerId partner, AccountId account, List<RxId> rxIds) {
        return ImportAnswer.of(wanted(partner, account, rxIds), 0, Optional.empty());
    }

    /** Page by page, each kept as soon as it is read: where Align fails midway, the answer says how to go on. */
    ImportAnswer period(LiveQuery period) {
        List<Imported> imported = new ArrayList<>();
        int unreadable = 0;
        Optional<LiveQuery> ask = Optional.of(period);
        for (int page = 0; page < MOST_PAGES && ask.isPresent(); page++) {
            Optional<LivePage> read = read(ask.get(), page == 0);
            if (read.isEmpty()) {
                break;
            }
            imported.addAll(wanted(period.partner(), period.account(), rxIds(read.get())));
            unreadable += read.get().unreadable();
            ask = read.get().next().map(period::after);
        }
        return ImportAnswer.of(imported, unreadable, ask.flatMap(LiveQuery::cursor));
    }

    /** Empty if Align fails though it gave pages before. */
    private Optional<LivePage> read(LiveQuery ask, boolean first) {
        try {
            return Optional.of(align.list(ask));
        } catch (IteroException | PairingUnavailable failure) {
            if (first) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    private static List<RxId> rxIds(LivePage page) {
        return page.orders().stream().map(LiveOrder::rxId).distinct().toList();
    }

    private List<Imported> wanted(PartnerId partner, AccountId account, List<RxId> rxIds) {
        rxIds.forEach(trail::order);
        intent.commit();
        return database.write(session -> orders.known(session, partner, account, rxIds)
                .flatMap(known -> raised(session, partner, account, missing(rxIds, known))
                        .map(raised -> rxIds.stream()
                                .map(rxId -> imported(rxId, Optional.ofNullable(known.get(rxId)), raised))
                                .toList())));
    }

    private Uni<Map<RxId, UUID>> raised(
            Mutiny.Session session, PartnerId partner, AccountId account, List<RxId> missing) {
        if (missing.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<Wish> wishes = missing.stream()
                .map(rxId -> new Wish(partner, account, rxId, Lane.SLOW, Origin.IMPORT, Optional.of(CAUSE)))
                .toList();
        return orders.want(session, wishes, clock.instant())
                .map(ids -> IntStream.range(0, missing.size()).boxed().collect(toMap(missing::get, ids::get)));
    }

    private static List<RxId> missing(List<RxId> rxIds, Map<RxId, KnownOrder> known) {
        return rxIds.stream()
                .filter(rxId -> !Optional.ofNullable(known.get(rxId))
                        .map(Import::isUnderControl)
                        .orElse(false))
                .toList();
    }

    /** Stored, or to be fetched anyway, or not to be fetched by anybody. */
    private static boolean isUnderControl(KnownOrder order) {
        return order.state() == OrderState.READY
                || order.state() == OrderState.WAITING
                || order.state().isGone();
    }

    private static Imported imported(RxId rxId, Optional<KnownOrder> known, Map<RxId, UUID> raised) {
        Optional<UUID> wanted = Optional.ofNullable(raised.get(rxId));
        UUID id = wanted.or(() -> known.map(KnownOrder::id)).orElseThrow();
        return new Imported(id, rxId, known.isPresent(), wanted.isPresent());
    }
}
