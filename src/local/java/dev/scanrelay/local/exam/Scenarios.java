package dev.scanrelay.local.exam;

import java.util.List;
import java.util.stream.Stream;

/** All questions, in the order in which they are asked. */
final class Scenarios {

    /** The one that the software has to pass to be asked at all. */
    static final String FIRST = "ready";

    private Scenarios() {}

    static List<Scenario> all() {
        return Stream.of(
                        Plain.scenarios(),
                        Repeats.scenarios(),
                        Revisions.scenarios(),
                        Strangers.scenarios(),
                        ScanFiles.scenarios(),
                        Reading.scenarios(),
                        Transactions.scenarios(),
                        Forgeries.scenarios(),
                        Clinics.scenarios(),
                        Interruptions.scenarios())
                .flatMap(List::stream)
                .toList();
    }
}
