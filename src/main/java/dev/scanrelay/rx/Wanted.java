package dev.scanrelay.rx;

import java.util.Optional;

/** Which requests to list. It does not print the chart number. */
record Wanted(
        Optional<RequestState> status,
        Optional<String> reference,
        Optional<String> chartNumber,
        Optional<Place> place,
        int limit) {

    static final int USUAL_LIMIT = 50;
    static final int LARGEST_LIMIT = 200;

    @Override
    public String toString() {
        return "Wanted[" + status + "]";
    }
}
