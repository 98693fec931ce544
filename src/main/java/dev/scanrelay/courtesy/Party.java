package dev.scanrelay.courtesy;

import dev.scanrelay.itero.Caller;

/** An account of a partner. */
record Party(String partner, String account) {

    static Party of(Caller caller) {
        return new Party(caller.partner().value(), caller.account().value());
    }
}
