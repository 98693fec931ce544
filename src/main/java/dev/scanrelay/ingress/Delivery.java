package dev.scanrelay.ingress;

import io.vertx.core.MultiMap;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One POST as it came in, complete.
 *
 * @param key the last part of the path; never to be logged
 * @param peer the address of the other end of the socket
 * @param certificate what the client showed in the TLS handshake, verified against the trust store
 */
record Delivery(
        String key, MultiMap headers, String peer, Supplier<Optional<X509Certificate>> certificate, byte[] body) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String toString() {
        return "Delivery[" + body.length + " bytes]";
    }
}
