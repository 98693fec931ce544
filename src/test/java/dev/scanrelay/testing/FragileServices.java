package dev.scanrelay.testing;

import dev.scanrelay.leaks.Evidence;
import dev.scanrelay.local.embedded.LocalKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;

/** A Kafka and a database of their own for a Quarkus test, both behind proxies that make them look gone or mute. */
public final class FragileServices implements QuarkusTestResourceLifecycleManager {

    private static final String DATABASE = "fragile";
    private static Map<String, String> running = Map.of();
    private static Proxy kafka;
    private static Proxy postgres;

    /** Before Kafka. */
    public static Proxy kafka() {
        return kafka;
    }

    /** Before the database; migrations and tests go past it. */
    public static Proxy postgres() {
        return postgres;
    }

    @Override
    public Map<String, String> start() {
        return shared();
    }

    @Override
    public void stop() {
        // They end with the JVM.
    }

    private static synchronized Map<String, String> shared() {
        if (running.isEmpty()) {
            running = launch();
        }
        return running;
    }

    private static Map<String, String> launch() {
        Map<String, String> settings = new HashMap<>(Services.shared());
        try {
            int listener = freePort();
            kafka = Proxy.before(listener);
            LocalKafka broker = LocalKafka.start(Files.createTempDirectory("fragile"), listener, kafka.port());
            Evidence.announce(Evidence.BROKERS, "127.0.0.1:" + kafka.port());
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            settings.put("kafka.bootstrap.servers", "127.0.0.1:" + kafka.port());
            URI real = URI.create(settings.get("quarkus.datasource.reactive.url"));
            postgres = Proxy.before(real.getPort());
            createDatabase(settings);
            settings.put(
                    "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + real.getPort() + "/" + DATABASE);
            settings.put(
                    "quarkus.datasource.reactive.url", "postgresql://127.0.0.1:" + postgres.port() + "/" + DATABASE);
            return Map.copyOf(settings);
        } catch (Exception cannotStart) {
            throw new IllegalStateException(cannotStart);
        }
    }

    private static void createDatabase(Map<String, String> settings) throws Exception {
        try (var connection = DriverManager.getConnection(
                settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"))) {
            connection.createStatement().execute("create database " + DATABASE);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
