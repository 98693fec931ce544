package dev.scanrelay.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real TLS handshake. One who may pass gets a 415, for want of a media type: no Kafka is needed to see it. */
class CertificateGuardTest {

    private static final String PASSWORD = "changeit";
    private static final Map<String, String> SETTINGS = Map.of(
            "scanrelay.ingress.start-wait", "10ms",
            "scanrelay.ingress.guards.client-certificate.subject", "cn=itero, o=Align",
            "scanrelay.ingress.guards.client-certificate.issuer", "CN=itero,O=Align");

    @TempDir
    Path stores;

    @Test
    void asksForTheCertificateAgreed() throws Exception {
        Path serverStore = keyPair("server", "CN=localhost", "san=dns:localhost");
        Path agreed = keyPair("agreed", "CN=itero,O=Align", "bc=ca:false");
        Path other = keyPair("other", "CN=other,O=Align", "bc=ca:false");
        Path trusted = stores.resolve("trusted.p12");
        trust(trusted, agreed, "agreed");
        trust(trusted, other, "other");
        HttpServerOptions tls = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(pfx(serverStore))
                .setTrustOptions(pfx(trusted))
                .setClientAuth(ClientAuth.REQUEST);

        try (WebhookServer server = WebhookServer.start("127.0.0.1:1", "unused", SETTINGS, tls)) {
            assertThat(status(server, serverStore, Optional.of(agreed))).isEqualTo(415);
            assertThat(status(server, serverStore, Optional.of(other))).isEqualTo(403);
            assertThat(status(server, serverStore, Optional.empty())).isEqualTo(403);
        }
    }

    @Test
    void isNotFooledByPlainHttp() {
        try (WebhookServer server = WebhookServer.start("127.0.0.1:1", "unused", SETTINGS)) {
            assertThat(server.send(server.notification(WebhookServer.PAIRING_KEY, "{}"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private int status(WebhookServer server, Path serverStore, Optional<Path> own) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(certificatesOf(serverStore));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own.isPresent() ? load(own.get()) : null, PASSWORD.toCharArray());
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            URI uri = URI.create("https://localhost:" + server.port() + "/webhooks/itero/" + WebhookServer.PAIRING_KEY);
            return client.send(
                            HttpRequest.newBuilder(uri)
                                    .POST(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }

    private KeyStore certificatesOf(Path store) throws Exception {
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", load(store).getCertificate("key"));
        return certificates;
    }

    private static KeyStore load(Path store) throws Exception {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private Path keyPair(String name, String subject, String extension) throws Exception {
        Path store = stores.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-ext",
                extension,
                "-keystore",
                store);
        return store;
    }

    private void trust(Path trusted, Path store, String alias) throws Exception {
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        if (Files.exists(trusted)) {
            certificates = load(trusted);
        } else {
            certificates.load(null, null);
        }
        certificates.setCertificateEntry(alias, load(store).getCertificate("key"));
        try (var out = Files.newOutputStream(trusted)) {
            certificates.store(out, PASSWORD.toCharArray());
        }
    }

    private static PfxOptions pfx(Path store) {
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    }

    private static void keytool(Object... arguments) throws Exception {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var command = new ArrayList<String>();
        command.add(tool.toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-validity", "2"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
