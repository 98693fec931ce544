package dev.scanrelay.acknowledge;

import dev.scanrelay.secret.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Reasons rest sealed; each opens in its own row only. */
final class SealedReasons {

    private SealedReasons() {}

    static String reason(Object id) {
        return "acknowledgement:" + id + ":reason";
    }

    @Produces
    @Singleton
    static SealedColumn reasons() {
        return new SealedColumn("acknowledgement", "reason", SealedReasons::reason);
    }
}
