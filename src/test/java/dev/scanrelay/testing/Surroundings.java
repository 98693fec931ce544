package dev.scanrelay.testing;

import dev.scanrelay.local.embedded.LocalKafka;
import dev.scanrelay.local.embedded.LocalPostgres;
import dev.scanrelay.local.embedded.LocalS3;
import java.net.URI;
import java.nio.file.Path;

/** Where PostgreSQL, Kafka and S3 are, whoever runs them. */
record Surroundings(
        String jdbcUrl, String reactiveUrl, String user, String password, String brokers, URI store, Runnable end) {

    /** All of them in this JVM's care. */
    static Surroundings embedded(Path data) {
        LocalPostgres postgres = LocalPostgres.start(data.resolve("postgres"), 0);
        LocalKafka kafka = LocalKafka.start(data.resolve("kafka"), 0);
        LocalS3 s3 = LocalS3.start(data.resolve("s3"), 0);
        return new Surroundings(
                postgres.jdbcUrl(),
                postgres.reactiveUrl(),
                postgres.user(),
                postgres.user(),
                kafka.bootstrapServers(),
                s3.endpoint(),
                () -> {
                    s3.close();
                    kafka.close();
                    postgres.close();
                });
    }
}
