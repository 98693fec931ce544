package dev.scanrelay.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.scanrelay.egress.Answer.Failed;
import dev.scanrelay.egress.Answer.Failure;
import dev.scanrelay.egress.Answer.Status;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.startup.SettingProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real handshakes: whom we believe, and to whom we show a certificate. */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path stores;

    private HttpsServer receiver;
    private final Queue<String> shown = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void startAReceiver() throws Exception {
        keyPair("receiver", "CN=receiver", "san=dns:dpms.example.com,dns:other.example.com");
        keyPair("ours", "CN=scanrelay", "bc=ca:false");
        trusted("trusts-ours", "ours");
        trusted("trusts-receiver", "receiver");
        receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        receiver.setHttpsConfigurator(new HttpsConfigurator(context("receiver", "trusts-ours")) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setWantClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        receiver.createContext("/", exchange -> {
            shown.add(peer((HttpsExchange) exchange));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        assertThat(failure(post("dpms.example.com", Map.of()))).isEqualTo(Failure.TLS);
        assertThat(shown).isEmpty();
    }

    @Test
    void believesTheOperatorsOwnAuthority() {
        assertThat(post("dpms.example.com", trusting())).isInstanceOf(Status.class);
        assertThat(shown).containsExactly("nothing");
    }

    @Test
    void refusesACertificateOfAnotherHost() {
        assertThat(failure(post("elsewhere.example.com", trusting()))).isEqualTo(Failure.TLS);
        assertThat(shown).isEmpty();
    }

    @Test
    void showsAClientCertificateToItsHostsAlone() {
        Map<String, String> settings = new HashMap<>(trusting());
        settings.putAll(showing("DPMS.example.com", "ours"));

        assertThat(post("dpms.example.com", settings)).isInstanceOf(Status.class);
        assertThat(post("other.example.com", settings)).isInstanceOf(Status.class);

        assertThat(shown).containsExactly("CN=scanrelay", "nothing");
    }

    @Test
    void endsTheStartWhereACertificateCanNotBeRead() {
        assertThatThrownBy(() -> egress(showing("dpms.example.com", "nowhere")))
                .isInstanceOf(SettingProblem.class)
                .hasMessageContaining("client-certificates.\"clinic\".key-store");
        assertThatThrownBy(() -> egress(showing("dpms.example.com", "trusts-ours")))
                .isInstanceOf(SettingProblem.class)
                .hasMessageContaining("no key");
        Map<String, String> wrong = new HashMap<>(trusting());
        wrong.put("trust-store-password", "guessed");
        assertThatThrownBy(() -> egress(wrong))
                .isInstanceOf(SettingProblem.class)
                .hasMessageContaining("trust-store")
                .hasMessageNotContaining("guessed");
    }

    private static Failure failure(Answer answer) {
        assertThat(answer).isInstanceOf(Failed.class);
        return ((Failed) answer).failure();
    }

    private Answer post(String host, Map<String, String> changes) {
        return egress(changes)
                .post(
                        PartnerId.DEFAULT,
                        URI.create(
                                "https://" + host + ":" + receiver.getAddress().getPort() + "/"),
                        Map.of(),
                        "application/json",
                        "{}".getBytes(UTF_8));
    }

    private Egress egress(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "allowed-networks",
                "127.0.0.1/32",
                "ports",
                String.valueOf(receiver.getAddress().getPort())));
        settings.putAll(changes);
        return new Egress(
                TargetsTest.settings(settings),
                host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})));
    }

    private Map<String, String> trusting() {
        return Map.of("trust-store", store("trusts-receiver").toString(), "trust-store-password", PASSWORD);
    }

    private Map<String, String> showing(String host, String store) {
        return Map.of(
                "client-certificates.\"clinic\".hosts", host,
                "client-certificates.\"clinic\".key-store", store(store).toString(),
                "client-certificates.\"clinic\".key-store-password", PASSWORD);
    }

    private static String peer(HttpsExchange exchange) {
        try {
            return exchange.getSSLSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException none) {
            return "nothing";
        }
    }

    private SSLContext context(String own, String trusted) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(load(own), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(load(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore load(String name) throws Exception {
        return KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
    }

    private Path store(String name) {
        return stores.resolve(name + ".p12");
    }

    private void trusted(String name, String whose) throws Exception {
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("trusted", load(whose).getCertificate("key"));
        try (var out = Files.newOutputStream(store(name))) {
            certificates.store(out, PASSWORD.toCharArray());
        }
    }

    private void keyPair(String name, String subject, String extension) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-alias", "key", "-dname", subject, "-ext", extension));
        command.addAll(List.of("-keystore", store(name).toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process tool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(tool.waitFor()).isZero();
    }
}
