package dev.scanrelay.ingress;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/**
 * Asks for a certificate in the TLS handshake where a guard looks at it; others may connect without one. Not by
 * {@code quarkus.http.ssl.client-auth}: that would also let a certificate stand in for an API key.
 */
@Singleton
final class ClientCertificateRequest implements HttpServerOptionsCustomizer {

    private final boolean wanted;

    ClientCertificateRequest(IngressSettings settings) {
        this.wanted = Stream.concat(
                        Stream.of(settings.guards()),
                        settings.partners().values().stream().map(IngressSettings.PartnerSettings::guards))
                .anyMatch(guards -> guards.clientCertificate().isPresent());
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (wanted) {
            options.setClientAuth(ClientAuth.REQUEST);
        }
    }
}
