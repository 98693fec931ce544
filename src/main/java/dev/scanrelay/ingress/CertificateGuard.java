package dev.scanrelay.ingress;

import dev.scanrelay.ingress.IngressSettings.ClientCertificate;
import dev.scanrelay.startup.SettingProblem;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * A client certificate of the TLS handshake, which the server has verified, with the names agreed. Only direct TLS counts: a header
 * of a proxy that says so does not.
 */
record CertificateGuard(Optional<X500Principal> subject, Optional<X500Principal> issuer) implements Guard {

    static Guard of(String setting, ClientCertificate settings) {
        if (settings.subject().isEmpty() && settings.issuer().isEmpty()) {
            throw SettingProblem.of(setting + ".subject", "is needed, or the issuer", "CN=itero,O=Align");
        }
        return new CertificateGuard(
                settings.subject().map(name -> name(setting + ".subject", name)),
                settings.issuer().map(name -> name(setting + ".issuer", name)));
    }

    @Override
    public Optional<Refusal> refuse(Delivery delivery) {
        return Guard.unless(
                delivery.certificate().get().filter(this::bearsTheNames).isPresent(), Refusal.GUARD_CERTIFICATE);
    }

    private boolean bearsTheNames(X509Certificate certificate) {
        return subject.map(certificate.getSubjectX500Principal()::equals).orElse(true)
                && issuer.map(certificate.getIssuerX500Principal()::equals).orElse(true);
    }

    private static X500Principal name(String setting, String name) {
        try {
            return new X500Principal(name);
        } catch (IllegalArgumentException malformed) {
            throw SettingProblem.of(setting, "is not a distinguished name", "CN=itero,O=Align");
        }
    }
}
