package dev.scanrelay.rx;

import dev.scanrelay.id.RxId;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.pairing.Pairings;
import jakarta.inject.Singleton;

/** Deletes an RX that is not scanned yet (D2b). It may be asked for again and again. */
@Singleton
final class Withdrawing {

    private static final String ALREADY_SCANNED = "already_scanned";

    private final Pairings pairings;
    private final Itero itero;
    private final Requests requests;
    private final Views views;

    Withdrawing(Pairings pairings, Itero itero, Requests requests, Views views) {
        this.pairings = pairings;
        this.itero = itero;
        this.requests = requests;
        this.views = views;
    }

    void withdraw(ScanRequestRow row) {
        switch (views.state(row)) {
            case WITHDRAWN, REFUSED -> {} // nothing of it is at Align
            case SCANNED -> throw Problem.scanned();
            case SENDING, UNKNOWN, UNRESOLVED -> throw Problem.unsettled();
            case CREATED -> {
                RxId rxId = row.rx().orElseThrow(Problem::rxIdUnknown);
                delete(row, rxId);
                requests.withdrawn(row, rxId);
            }
        }
    }

    /** What Align does not know is as good as deleted. */
    private void delete(ScanRequestRow row, RxId rxId) {
        try {
            pairings.withAccess(row.partner(), row.account(), access -> {
                itero.deleteRx(access, row.account(), rxId);
                return true;
            });
        } catch (IteroException failure) {
            switch (failure.kind()) {
                case NOT_FOUND -> {}
                case PERMANENT -> throw isScanned(failure) ? Problem.scanned() : failure;
                case TRANSIENT, RATE_LIMITED, UNAUTHORISED, REFUSED -> throw failure;
            }
        }
    }

    private static boolean isScanned(IteroException failure) {
        return failure.code().map(ALREADY_SCANNED::equals).orElse(true);
    }
}
