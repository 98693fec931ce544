package dev.scanrelay.bench;

import java.util.Map;

/** The machine is measured, not the courtesy with which a cloud is called. */
final class Unlimited {

    static final Map<String, String> SETTINGS = Map.of(
            "scanrelay.courtesy.account-calls", "5000",
            "scanrelay.courtesy.region-calls", "5000");

    private Unlimited() {}
}
