package dev.scanrelay.faults;

import java.util.List;
import java.util.stream.Stream;

/** Says what is wrong with what a run left behind. Pure, so that it can be shown what it must find. */
final class Checker {

    private Checker() {}

    static List<Violation> violations(Evidence evidence) {
        return Stream.of(
                        LostScans.in(evidence),
                        WrongBytes.in(evidence),
                        WrongManifests.in(evidence),
                        RepeatedEvents.in(evidence),
                        EarlyEvents.in(evidence),
                        Orphans.in(evidence))
                .flatMap(all -> all)
                .toList();
    }
}
