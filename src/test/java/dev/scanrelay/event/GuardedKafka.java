package dev.scanrelay.event;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** A broker that asks for a password and lets nobody do what no ACL permits, the operator apart. */
final class GuardedKafka implements AutoCloseable {

    static final String OPERATOR = "operator";
    private static final String DOOR = "SASL_PLAINTEXT";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private final EmbeddedKafkaBroker broker;
    private final int port = freePort();
    private final int controller = freePort();

    private GuardedKafka(Path data) {
        this.broker = new EmbeddedKafkaBroker()
                .withNodeId(1)
                .withClusterId("Z3VhcmRlZC1zY2FucmVsYQ")
                .withKafkaHost("127.0.0.1")
                .withKafkaPort(port)
                .withControllerPort(controller)
                .withDeleteLogDirsOnClose(false)
                .withAdditionalProperties(settings -> guard(settings, data.toString(), port, controller));
    }

    static GuardedKafka start(Path data) {
        GuardedKafka kafka = new GuardedKafka(data);
        kafka.broker.start();
        return kafka;
    }

    private static void guard(Properties settings, String data, int port, int controller) {
        settings.put("listeners", DOOR + "://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", DOOR + "://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", DOOR + ":" + DOOR + ",CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", DOOR);
        settings.put("log.dirs", data);
        settings.put("log.dir", data);
        settings.put("auto.create.topics.enable", "false");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put(
                "super.users",
                "User:" + OPERATOR + ";User:ANONYMOUS"); // the controller's listener alone takes in the latter
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put(
                "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                LOGIN + " username=operator password=operator user_operator=operator user_acme=acme user_west=west;");
    }

    /** The settings of one who signs in with the password that is his name. */
    Map<String, Object> as(String user) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "security.protocol",
                DOOR,
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + " username=" + user + " password=" + user + ";");
    }

    @Override
    public void close() {
        broker.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }
}
