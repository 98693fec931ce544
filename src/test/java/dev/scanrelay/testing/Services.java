package dev.scanrelay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.leaks.Evidence;
import dev.scanrelay.local.embedded.LocalS3;
import dev.scanrelay.secret.KeysetCommand;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Real PostgreSQL, Kafka and S3 for a Quarkus test: {@code @QuarkusTestResource(Services.class)}. Started once per run, embedded or, in the
 * profile {@code containers}, in containers.
 */
public final class Services implements QuarkusTestResourceLifecycleManager {

    private static Map<String, String> running = Map.of();

    @Override
    public Map<String, String> start() {
        return shared();
    }

    /** The settings that lead to the services; starts them on first use. */
    public static synchronized Map<String, String> shared() {
        if (running.isEmpty()) {
            running = launch();
        }
        return running;
    }

    @Override
    public void stop() {
        // They serve every test class of this JVM and end with it.
    }

    private static Map<String, String> launch() {
        Path data = temporary();
        Surroundings around = ContainerEngine.isWanted() ? Containers.start(data) : Surroundings.embedded(data);
        Evidence.announce(Evidence.BROKERS, around.brokers());
        Evidence.announce(Evidence.STORE, around.store().toString());
        Runtime.getRuntime().addShutdownHook(new Thread(around.end()));
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", around.jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", around.reactiveUrl());
        settings.put("quarkus.datasource.username", around.user());
        settings.put("quarkus.datasource.password", around.password());
        settings.put("kafka.bootstrap.servers", around.brokers());
        settings.put("scanrelay.store.endpoint", around.store().toString());
        settings.put("scanrelay.store.access-key", LocalS3.ACCESS_KEY);
        settings.put("scanrelay.store.secret-key", LocalS3.SECRET_KEY);
        settings.put("scanrelay.store.create-bucket", "true");
        settings.put("scanrelay.secret.keyset", freshKeyset());
        settings.put("scanrelay.topics.create", "true");
        settings.put("scanrelay.topics.partitions", "3");
        settings.put("scanrelay.topics.replication", "1");
        return Map.copyOf(settings);
    }

    private static String freshKeyset() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);
        KeysetCommand.run(List.of("create"), out, out);
        return printed.toString(UTF_8).strip();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("scanrelay-test");
        } catch (IOException noSpace) {
            throw new UncheckedIOException(noSpace);
        }
    }
}
