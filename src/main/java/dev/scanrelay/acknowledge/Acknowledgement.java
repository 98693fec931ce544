package dev.scanrelay.acknowledge;

import java.util.Optional;

/**
 * What is said of a revision.
 *
 * @param reason may hold a name
 * @param document the practice software's own reference, opaque
 */
record Acknowledgement(Outcome outcome, Optional<String> reason, Optional<String> document) {

    @Override
    public String toString() {
        return "Acknowledgement[" + outcome + "]";
    }
}
