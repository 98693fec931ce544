package dev.scanrelay.ingress;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Finds what a client showed in the TLS handshake. */
final class ClientCertificates {

    private ClientCertificates() {}

    static Optional<X509Certificate> of(HttpServerRequest request) {
        if (!request.isSSL()) {
            return Optional.empty();
        }
        try {
            return request.sslSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException noneShown) {
            return Optional.empty();
        }
    }
}
