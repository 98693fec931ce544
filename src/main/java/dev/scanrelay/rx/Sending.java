package dev.scanrelay.rx;

import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.Requested;
import dev.scanrelay.itero.ScanRequest;
import dev.scanrelay.pairing.PairingUnavailable;
import dev.scanrelay.pairing.Pairings;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

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
        AtomicBoolean left = new AtomicBoolean(); // a renewal of tokens may fail before anything is sent
        try {
            return new Outgoing.Created(
                    pairings.withAccess(row.partner(), row.account(), access -> sent(access, request, left)));
        } catch (PairingUnavailable noAccess) {
            return new Outgoing.NotSent(noAccess);
        } catch (IteroException failure) {
            return left.get() ? of(failure) : new Outgoing.NotSent(failure);
        }
    }

    private Requested sent(Access access, ScanRequest request, AtomicBoolean left) {
        left.set(true);
        return itero.scanRequest(access, request);
    }

    private static Outgoing of(IteroException failure) {
        return switch (failure.kind()) {
            case TRANSIENT -> neverConnected(failure) ? new Outgoing.NotSent(failure) : new Outgoing.Lost();
            case RATE_LIMITED, UNAUTHORISED -> new Outgoing.NotSent(failure);
            case NOT_FOUND, REFUSED, PERMANENT -> new Outgoing.Refused(failure);
        };
    }

    private static boolean neverConnected(IteroException failure) {
        return failure.getCause() instanceof ConnectException || failure.getCause() instanceof UnknownHostException;
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
