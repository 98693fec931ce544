package dev.scanrelay.pairing;

import dev.scanrelay.secret.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * A partner's own callback key, to be shown once.
 *
 * @param url what to register at Align, if the service knows where it is reached
 */
public record PartnerKey(int generation, Secret key, Optional<URI> url) {

    @Override
    public String toString() {
        return "PartnerKey[generation=" + generation + "]";
    }
}
