package dev.scanrelay.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import dev.scanrelay.faults.Step.Service;
import dev.scanrelay.local.embedded.LocalKafka;
import dev.scanrelay.local.embedded.LocalPostgres;
import dev.scanrelay.local.embedded.LocalS3;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.secret.KeysetCommand;
import dev.scanrelay.testing.SandboxClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PostgreSQL, Kafka, the object store and Align's stand-in. The first three can be taken away and come back as they were. */
final class Surroundings implements AutoCloseable {

    /** Below the range that the kernel gives to clients: while nobody listens, a client there could connect to itself. */
    private static final int FIRST_PORT = 21_000;

    private final Path data;
    private final int postgresPort;
    private final int kafkaPort;
    private final int s3Port;
    private final String keyset = freshKeyset();
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults().withMaxScans(50_000));
    private LocalPostgres postgres;
    private LocalKafka kafka;
    private LocalS3 s3;

    Surroundings(Path data) {
        this.data = data;
        this.postgresPort = port(0);
        this.kafkaPort = port(1_000);
        this.s3Port = port(2_000);
        this.postgres = LocalPostgres.start(data.resolve("postgres"), postgresPort);
        this.kafka = LocalKafka.start(data.resolve("kafka"), kafkaPort);
        this.s3 = LocalS3.start(objects(), s3Port);
    }

    void stop(Service service) {
        switch (service) {
            case POSTGRES -> postgres.close();
            case KAFKA -> kafka.close();
            case S3 -> s3.close();
        }
    }

    void startAgain(Service service) {
        switch (service) {
            case POSTGRES -> postgres = LocalPostgres.start(data.resolve("postgres"), postgresPort);
            case KAFKA -> kafka = LocalKafka.start(data.resolve("kafka"), kafkaPort);
            case S3 -> s3 = LocalS3.start(objects(), s3Port);
        }
    }

    SandboxClient sandbox() {
        return new SandboxClient(sandbox.baseUri());
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String storeEndpoint() {
        return s3.endpoint().toString();
    }

    /** The folder under the object store: it can be read also while the store is away. */
    Path objects() {
        return data.resolve("s3");
    }

    Connection database() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.user());
    }

    /** What leads a replica here. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.ofEntries(
                entry("quarkus.datasource.jdbc.url", postgres.jdbcUrl()),
                entry("quarkus.datasource.reactive.url", postgres.reactiveUrl()),
                entry("quarkus.datasource.username", postgres.user()),
                entry("quarkus.datasource.password", postgres.user()),
                entry("kafka.bootstrap.servers", kafka.bootstrapServers()),
                entry("scanrelay.store.endpoint", storeEndpoint()),
                entry("scanrelay.store.access-key", LocalS3.ACCESS_KEY),
                entry("scanrelay.store.secret-key", LocalS3.SECRET_KEY),
                entry("scanrelay.store.create-bucket", "true"),
                entry("scanrelay.secret.keyset", keyset),
                entry("scanrelay.topics.create", "true"),
                entry("scanrelay.topics.partitions", "3"),
                entry("scanrelay.topics.replication", "1"),
                entry("scanrelay.itero.allow-http", "true"),
                entry("scanrelay.itero.trusted-hosts", "127.0.0.1"),
                entry("scanrelay.itero.clients.default.id", SandboxConfig.CLIENT_ID),
                entry("scanrelay.itero.clients.default.secret", SandboxConfig.CLIENT_SECRET),
                entry(
                        "scanrelay.itero.clients.default.discovery-url",
                        sandbox.discoveryUri().toString()),
                entry(
                        "scanrelay.itero.clients.default.authorize-url",
                        sandbox.authorizeUri().toString())));
        return settings;
    }

    @Override
    public void close() {
        List.<Runnable>of(sandbox::close, s3::close, kafka::close, postgres::close)
                .forEach(Runnable::run);
    }

    private static int port(int offset) {
        for (int port = FIRST_PORT + offset; port < FIRST_PORT + offset + 1_000; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress("127.0.0.1", port));
                return port;
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IllegalStateException("no port is free from " + (FIRST_PORT + offset));
    }

    private static String freshKeyset() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);
        KeysetCommand.run(List.of("create"), out, out);
        return printed.toString(UTF_8).strip();
    }
}
