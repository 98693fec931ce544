package dev.scanrelay.pairing;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts lines of imports by what came of them: {@code scanrelay.pairing.imports}, tag {@code outcome}. Dry runs do not count. */
@Singleton
final class ImportMeter {

    private final MeterRegistry meters;

    ImportMeter(MeterRegistry meters) {
        this.meters = meters;
    }

    ImportAnswer counted(ImportAnswer answer) {
        count(answer.outcome());
        return answer;
    }

    /** One that had to wait and is over. */
    void wentOn(Imported outcome) {
        if (!(outcome instanceof Imported.RetryLater)) {
            count(ImportAnswer.word(outcome));
        }
    }

    private void count(String outcome) {
        meters.counter("scanrelay.pairing.imports", "outcome", outcome).increment();
    }
}
