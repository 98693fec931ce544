package dev.scanrelay.itero;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Failures at Align, for tables of what is made of them. */
public final class AlignSays {

    private AlignSays() {}

    /** @param status 0: there was no answer */
    public static IteroException failure(IteroException.Kind kind, int status, String code) {
        if (status == 0 && List.of("paused", "own_limit", "region_out").contains(code)) {
            return IteroException.withheld(Endpoint.ORDER_BY_RX, kind, code, Duration.ofSeconds(7));
        }
        return new IteroException(
                Endpoint.ORDER_BY_RX,
                kind,
                status,
                Optional.of(code).filter(it -> !it.isEmpty()),
                Optional.of(Duration.ofSeconds(7)),
                null);
    }
}
