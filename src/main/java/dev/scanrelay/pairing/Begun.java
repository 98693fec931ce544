package dev.scanrelay.pairing;

import dev.scanrelay.secret.Secret;
import java.net.URI;

/**
 * A visit has begun.
 *
 * @param authorizeUri where to send the user; it carries the one-time state
 * @param browser what the browser has to show from now on
 */
public record Begun(URI authorizeUri, Secret browser) {

    @Override
    public String toString() {
        return "Begun[]";
    }
}
