package dev.scanrelay.local.sandbox.world;

import java.util.Optional;

/**
 * How Align has set up one account, where its documents leave it open.
 *
 * @param dateFilter what {@code from} and {@code to} of Get Orders mean
 * @param downloadedVanish a downloaded order drops out of Get Orders
 * @param listRequested Get Orders lists RXs that were not scanned yet
 * @param pairingWarnings warnings are enabled
 * @param patientUpdate a scan request may change the patient's name
 * @param storage whether a download is answered with the bytes or with a redirect to a short-lived address
 * @param signedUrls the {@code downloadUrl} of an artifact is a short-lived signed address, another one at each reading
 * @param chunked downloads have no declared length
 * @param paging whether the pages of Get Orders come to an end
 */
public record Behaviour(
        DateFilter dateFilter,
        boolean downloadedVanish,
        boolean listRequested,
        boolean pairingWarnings,
        boolean patientUpdate,
        Storage storage,
        boolean signedUrls,
        boolean chunked,
        Paging paging) {

    public static final Behaviour DEFAULT =
            new Behaviour(DateFilter.CHANGED, false, false, true, true, Storage.DIRECT, false, false, Paging.ENDS);

    public enum DateFilter {
        SCANNED,
        CHANGED
    }

    public enum Storage {
        DIRECT,
        SAME_ORIGIN,
        OTHER_ORIGIN
    }

    public enum Paging {
        ENDS,
        /** The last page says to go on with itself. */
        REPEATS_ITS_TOKEN,
        /** The last page comes again and again, under another token each time. */
        REPEATS_ITS_ORDERS,
        /** Empty pages follow the last one, under another token each time. */
        GOES_ON_EMPTY
    }

    /** A change of some of the switches. */
    public record Change(
            Optional<DateFilter> dateFilter,
            Optional<Boolean> downloadedVanish,
            Optional<Boolean> listRequested,
            Optional<Boolean> pairingWarnings,
            Optional<Boolean> patientUpdate,
            Optional<Storage> storage,
            Optional<Boolean> signedUrls,
            Optional<Boolean> chunked,
            Optional<Paging> paging) {}

    public Behaviour with(Change change) {
        return new Behaviour(
                change.dateFilter().orElse(dateFilter),
                change.downloadedVanish().orElse(downloadedVanish),
                change.listRequested().orElse(listRequested),
                change.pairingWarnings().orElse(pairingWarnings),
                change.patientUpdate().orElse(patientUpdate),
                change.storage().orElse(storage),
                change.signedUrls().orElse(signedUrls),
                change.chunked().orElse(chunked),
                change.paging().orElse(paging));
    }
}
