package dev.scanrelay.local.sandbox.world;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A client's hold on an account: by which doctors, and where this account's notifications go. */
public record Pairing(String clientId, long companyId, Optional<String> callbackUrl, Set<String> doctors) {

    Pairing joinedBy(String doctor, Optional<String> callback) {
        var all = new HashSet<>(doctors);
        all.add(doctor);
        return new Pairing(clientId, companyId, callback.or(this::callbackUrl), Set.copyOf(all));
    }

    Pairing leftBy(String doctor) {
        var rest = new HashSet<>(doctors);
        rest.remove(doctor);
        return new Pairing(clientId, companyId, callbackUrl, Set.copyOf(rest));
    }
}
