package dev.scanrelay.live;

import dev.scanrelay.concurrent.Slots;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.itero.Download;
import dev.scanrelay.itero.FileWish;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.IteroOrder;
import dev.scanrelay.order.Orders;
import dev.scanrelay.pairing.AlignProblems;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.problem.Problems;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens files at Align (D4), past the store. Align may take one doctor's token for the orders of all his clinics, so whose an
 * order is, is seen to here: it is one that we know in this account, or Align shows it for the account's own RX.
 */
@ApplicationScoped
class LiveFiles {

    private static final Duration COME_AGAIN = Duration.ofSeconds(5);
    private static final int CHUNK = 16 * 1024;

    private final Pairings pairings;
    private final Itero itero;
    private final Orders orders;
    private final Database database;
    private final Slots slots;

    LiveFiles(
            Pairings pairings,
            Itero itero,
            Orders orders,
            Database database,
            @Identifier(LiveSlots.DOWNLOADS) Slots slots) {
        this.pairings = pairings;
        this.itero = itero;
        this.orders = orders;
        this.database = database;
        this.slots = slots;
    }

    /** An order at Align, in one account. */
    record Place(PartnerId partner, AccountId account, String vendorOrderId, Optional<RxId> rxId) {}

    /**
     * Whose files they are.
     *
     * @param order our id of it, or its RX if we do not know it
     */
    record Identity(Object order, Optional<String> patientId) {}

    /**
     * Bytes on their way, and the slot they hold: given back when they are written, or by whoever drops the answer before.
     */
    record Opened(Download download, Slots.Slot slot) implements StreamingOutput, Closeable {

        @Override
        public void write(OutputStream output) throws IOException {
            try (this) {
                byte[] some = new byte[CHUNK];
                for (int length = read(some); length >= 0; length = read(some)) {
                    output.write(some, 0, length);
                }
            }
        }

        /** Align's failure is told as such while the answer has not begun, and breaks it off afterwards. */
        private int read(byte[] some) {
            try {
                return download.body().read(some);
            } catch (IOException brokenOff) {
                throw AlignProblems.unavailable();
            }
        }

        @Override
        public void close() throws IOException {
            try (slot) {
                download.close();
            }
        }
    }

    /** Of an order that {@link #identify} let pass. */
    Opened open(Place place, FileWish wish) {
        Slots.Slot slot = slots.take()
                .orElseThrow(() -> Problems.unavailable(
                        "There are as many live downloads as there may be. Come again later.", COME_AGAIN));
        try {
            return new Opened(download(place, wish), slot);
        } catch (RuntimeException failure) {
            slot.close();
            throw failure;
        }
    }

    private Download download(Place place, FileWish wish) {
        try {
            return pairings.withAccess(
                    place.partner(), place.account(), access -> itero.download(access, place.vendorOrderId(), wish));
        } catch (IteroException failure) {
            if (failure.isOutside()) {
                throw Problems.of(
                        416, "range-not-satisfiable", "Range not satisfiable", "Ask for a range within the content.");
            }
            if (failure.kind() == IteroException.Kind.PERMANENT) {
                throw Problems.invalid("Align does not take this type, fileFormat or fileType for the order.");
            }
            throw failure;
        }
    }

    /** Refuses what is no order of the account. */
    Identity identify(Place place) {
        return database.read(
                        session -> orders.byVendorId(session, place.partner(), place.account(), place.vendorOrderId()))
                .map(known -> new Identity(known.id(), known.patientId()))
                .orElseGet(() -> shownByAlign(place));
    }

    private Identity shownByAlign(Place place) {
        if (pairings.find(place.partner(), place.account()).isEmpty()) {
            throw Problems.notFound("pairing");
        }
        RxId rxId = place.rxId()
                .orElseThrow(() -> Problems.invalid(
                        "rxId is needed for an order that we do not know: the list with source=align tells it."));
        IteroOrder shown = pairings.withAccess(
                place.partner(), place.account(), access -> itero.orderByRxId(access, place.account(), rxId));
        if (!shown.orderId().equals(place.vendorOrderId())) {
            throw Problems.notFound("order");
        }
        return new Identity(rxId, shown.patient().patientId());
    }
}
