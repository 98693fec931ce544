package dev.scanrelay.rx;

import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.Requested;
import dev.scanrelay.itero.ScanRequest;
import dev.scanrelay.pairing.PairingUnavailable;
import dev.scanrelay.pairing.Pairings;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends a request to Align, and tells what is certain of it afterwards. */
@Singleton
final class Sending {

    private final Pairings pairings;
    private final Itero itero;

    Sending(Pairings pairings, Itero itero) {
        this.pairings = pairings;
        this.itero = itero;
    }

    Outgoing send(ScanRequestRow row, Content content) {
        ScanRequest request = request(row, content);
        AtomicReference<@Nullable IteroException> last = new AtomicReference<>();
        try {
            return new Outgoing.Created(
                    pairings.withAccess(row.partner(), row.account(), access -> sent(access, request, last)));
        } catch (PairingUnavailable | IteroException failure) {
            return Optional.ofNullable(last.get())
                    .map(sent -> of(sent, failure))
                    .orElseGet(() -> new Outgoing.NotSent(failure));
        }
    }

    private Requested sent(Access access, ScanRequest request, AtomicReference<@Nullable IteroException> last) {
        try {
            return itero.scanRequest(access, request);
        } catch (IteroException failure) {
            last.set(failure);
            throw failure;
        }
    }

    /** Where the call did not end with what the request met, it was turned away, and a renewal or Discovery failed after it. */
    private static Outgoing of(IteroException sent, RuntimeException end) {
        if (sent == end || mayHaveArrived(sent)) {
            return of(sent);
        }
        return new Outgoing.NotSent(end);
    }

    private static boolean mayHaveArrived(IteroException failure) {
        return of(failure) instanceof Outgoing.Lost;
    }

    private static Outgoing of(IteroException failure) {
        return switch (failure.kind()) {
            case TRANSIENT -> failure.unsent() ? new Outgoing.NotSent(failure) : new Outgoing.Lost();
            case RATE_LIMITED, UNAUTHORISED -> new Outgoing.NotSent(failure);
            case NOT_FOUND, REFUSED, PERMANENT -> new Outgoing.Refused(failure);
        };
    }

    private static ScanRequest request(ScanRequestRow row, Content content) {
        Asked asked = content.asked();
        return new ScanRequest(
                row.account(),
                asked.doctorId(),
                Optional.of(asked.scannerSerialNumber()),
                asked.procedureMapId(),
                content.sent().patient().forAlign(),
                asked.dueDate(),
                asked.notes(),
                content.sent().update());
    }
}
