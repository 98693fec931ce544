package dev.scanrelay.kafka;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A real broker with a listener for each way to sign in, as Strimzi configures them. */
final class SecuredBroker implements AutoCloseable {

    private final EmbeddedKafkaBroker broker;
    private final int plain;
    private final int tls;
    private final int mtls;
    private final int scram;
    private final int oauth;

    private SecuredBroker(Path data, SelfSigned server, List<SelfSigned> clients) throws IOException {
        plain = freePort();
        tls = freePort();
        mtls = freePort();
        scram = freePort();
        oauth = freePort();
        broker = new EmbeddedKafkaBroker()
                .withNodeId(1)
                .withKafkaHost("127.0.0.1")
                .withKafkaPort(plain)
                .withControllerPort(freePort())
                .withAdvertisedListeners("PLAINTEXT://127.0.0.1:" + plain)
                .withDeleteLogDirsOnClose(true)
                .withAdditionalProperties(settings -> {
                    settings.put("log.dirs", data.toString());
                    settings.put("log.dir", data.toString());
                    settings.put("transaction.state.log.num.partitions", "1");
                    listeners(settings);
                    certificates(settings, server, clients);
                    mechanisms(settings);
                });
    }

    static SecuredBroker start(Path data, SelfSigned server, SelfSigned... clients) throws IOException {
        SecuredBroker secured = new SecuredBroker(data, server, List.of(clients));
        secured.broker.start();
        return secured;
    }

    private void listeners(Properties settings) {
        String more = ",TLS://127.0.0.1:%d,MTLS://127.0.0.1:%d,SCRAM://127.0.0.1:%d,OAUTH://127.0.0.1:%d"
                .formatted(tls, mtls, scram, oauth);
        settings.put("listeners", settings.get("listeners") + more);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + plain + more);
        settings.put(
                "listener.security.protocol.map",
                settings.get("listener.security.protocol.map") + ",TLS:SSL,MTLS:SSL,SCRAM:SASL_SSL,OAUTH:SASL_SSL");
    }

    private static void certificates(Properties settings, SelfSigned server, List<SelfSigned> clients) {
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.certificate.chain", server.certificate());
        settings.put("ssl.keystore.key", server.key());
        settings.put("ssl.truststore.type", "PEM");
        settings.put(
                "ssl.truststore.certificates",
                String.join("", clients.stream().map(SelfSigned::certificate).toList()));
        settings.put("listener.name.mtls.ssl.client.auth", "required");
    }

    private static void mechanisms(Properties settings) {
        settings.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.oauth.sasl.enabled.mechanisms", "OAUTHBEARER");
        settings.put(
                "listener.name.oauth.oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        settings.put(
                "listener.name.oauth.oauthbearer.sasl.server.callback.handler.class", IssuedTokens.class.getName());
    }

    void password(String user, String password) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + plain))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                    .all()
                    .get();
        }
    }

    String bootstrap(Security security) {
        return "127.0.0.1:"
                + switch (security) {
                    case PLAINTEXT -> plain;
                    case TLS -> tls;
                    case MTLS -> mtls;
                    case SCRAM_SHA_512 -> scram;
                    case OAUTH -> oauth;
                };
    }

    @Override
    public void close() {
        broker.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
