package dev.scanrelay.testing;

import dev.scanrelay.local.embedded.LocalS3;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL and Kafka in containers, and an S3 server where an image of one is named: the profile {@code containers}. Images are system
 * properties.
 */
final class Containers {

    private static final String USER = "postgres";
    private static final int S3_PORT = 9000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * The container waits for the script that Testcontainers writes into it. As it comes with it, it begins the script as soon as it is there, and
     * ends if it is still being written (126).
     */
    private static final String WAIT_FOR_SCRIPT =
            "while [ ! -f %1$s ]; do sleep 0.1; done; while %1$s; [ $? -eq 126 ]; do sleep 0.1; done"
                    .formatted("/tmp/testcontainers_start.sh");

    private Containers() {}

    static Surroundings start(Path data) {
        PostgreSQLContainer postgres = postgres();
        KafkaContainer kafka = kafka();
        loadedHere(() -> {
            postgres.withStartupTimeout(PATIENCE).start();
            kafka.withStartupTimeout(PATIENCE).start();
        });
        Store store = image("s3").map(Containers::contained).orElseGet(() -> embedded(data));
        String database = postgres.getHost() + ":" + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
        return new Surroundings(
                "jdbc:postgresql://" + database + "/" + USER,
                "postgresql://" + database + "/" + USER,
                USER,
                USER,
                kafka.getBootstrapServers().replaceFirst("^[A-Z]+://", ""),
                store.endpoint(),
                () -> {
                    store.end().run();
                    kafka.stop();
                    postgres.stop();
                });
    }

    /** Testcontainers looks for its parts by the thread's class loader, and each Quarkus start in tests has one of its own. */
    private static void loadedHere(Runnable work) {
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        here.setContextClassLoader(Containers.class.getClassLoader());
        try {
            work.run();
        } finally {
            here.setContextClassLoader(before);
        }
    }

    private static PostgreSQLContainer postgres() {
        return new PostgreSQLContainer(substitute("postgres", "postgres:18"))
                .withUsername(USER)
                .withPassword(USER)
                .withDatabaseName(USER)
                .withCommand("postgres", "-c", "max_connections=200", "-c", "fsync=off");
    }

    /** Set up as the embedded one. */
    private static KafkaContainer kafka() {
        return new KafkaContainer(substitute("kafka", "apache/kafka:4.1.2"))
                .withCommand("sh", "-c", WAIT_FOR_SCRIPT)
                .withEnv("KAFKA_NUM_PARTITIONS", "3")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "true");
    }

    private static DockerImageName substitute(String name, String usual) {
        String official = usual.substring(0, usual.indexOf(':'));
        return DockerImageName.parse(image(name).orElse(usual)).asCompatibleSubstituteFor(official);
    }

    private static Optional<String> image(String name) {
        return Optional.ofNullable(System.getProperty("containers." + name)).filter(image -> !image.isBlank());
    }

    private record Store(URI endpoint, Runnable end) {}

    private static Store embedded(Path data) {
        System.out.println("S3 is the embedded server: no image is named (-Dcontainers.s3)");
        LocalS3 s3 = LocalS3.start(data.resolve("s3"), 0);
        return new Store(s3.endpoint(), s3::close);
    }

    /** Servers name their first user differently; each takes the names it knows. */
    private static Store contained(String image) {
        GenericContainer<?> s3 = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(S3_PORT);
        for (String[] names : new String[][] {
            {"RUSTFS_ACCESS_KEY", "RUSTFS_SECRET_KEY"},
            {"MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD"},
            {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
        }) {
            s3.withEnv(names[0], LocalS3.ACCESS_KEY).withEnv(names[1], LocalS3.SECRET_KEY);
        }
        image("s3.command").ifPresent(s3::withCommand);
        loadedHere(s3::start);
        return new Store(URI.create("http://" + s3.getHost() + ":" + s3.getMappedPort(S3_PORT)), s3::stop);
    }
}
