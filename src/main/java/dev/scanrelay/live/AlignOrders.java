package dev.scanrelay.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.content.Sha256;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.IteroOrder;
import dev.scanrelay.itero.IteroOrderPage;
import dev.scanrelay.itero.IteroOrderQuery;
import dev.scanrelay.order.LiveOrder;
import dev.scanrelay.order.LiveOrders;
import dev.scanrelay.order.LivePage;
import dev.scanrelay.order.LiveQuery;
import dev.scanrelay.pairing.Pairings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists orders at Align (D3), and looks one up (D6). */
@ApplicationScoped
class AlignOrders implements LiveOrders {

    private final Pairings pairings;
    private final Itero itero;
    private final PageSeal seal;
    private final Clock clock;

    AlignOrders(Pairings pairings, Itero itero, PageSeal seal, Clock clock) {
        this.pairings = pairings;
        this.itero = itero;
        this.seal = seal;
        this.clock = clock;
    }

    @Override
    public LivePage list(LiveQuery query) {
        IteroOrderQuery ask = ask(query);
        IteroOrderPage page =
                pairings.withAccess(query.partner(), query.account(), access -> itero.orders(access, ask));
        return new LivePage(
                page.orders().stream()
                        .map(order -> Translation.order(order, clock.instant()))
                        .toList(),
                page.nextPageToken().map(token -> seal.seal(token, question(query))),
                page.nextPageToken().map(AlignOrders::digest),
                page.unreadable());
    }

    @Override
    public Optional<LiveOrder> find(PartnerId partner, AccountId account, RxId rxId) {
        try {
            IteroOrder order =
                    pairings.withAccess(partner, account, access -> itero.orderByRxId(access, account, rxId));
            return Optional.of(Translation.order(order, clock.instant()));
        } catch (IteroException failure) {
            if (failure.kind() == IteroException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private IteroOrderQuery ask(LiveQuery query) {
        return new IteroOrderQuery(
                query.account(),
                query.from(),
                query.to(),
                query.chartNumber(),
                query.cursor().map(cursor -> seal.open(cursor, question(query))),
                query.limit());
    }

    private static String digest(String pageToken) {
        return Sha256.of(Sha256.digest().digest(pageToken.getBytes(UTF_8))).toString();
    }

    /** All that the answer depends on, but for the page; nobody sees it. */
    private static String question(LiveQuery query) {
        return Stream.of(
                        query.partner().value(),
                        query.account().value(),
                        query.from().toString(),
                        query.to().toString(),
                        query.chartNumber().toString())
                .reduce("", (all, part) -> all + part.length() + ":" + part);
    }
}
