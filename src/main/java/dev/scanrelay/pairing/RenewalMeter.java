package dev.scanrelay.pairing;

import dev.scanrelay.itero.IteroException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Counts renewals of tokens by what came of them: {@code scanrelay.pairing.renewals}, tag {@code outcome}. */
@Singleton
final class RenewalMeter {

    private final MeterRegistry meters;

    RenewalMeter(MeterRegistry meters) {
        this.meters = meters;
    }

    void renewed() {
        count("renewed");
    }

    void dead(AttentionReason reason) {
        count(reason.word());
    }

    void failed(IteroException.Kind kind) {
        count(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private void count(String outcome) {
        meters.counter("scanrelay.pairing.renewals", "outcome", outcome).increment();
    }
}
