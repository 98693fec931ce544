package dev.scanrelay.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Settings of the local start: {@code -Dscanrelay.local.kafka-port=9192} or {@code SCANRELAY_LOCAL_KAFKA_PORT=9192}.
 *
 * @param reset forget what was before
 * @param scans how many arrive in all
 * @param interval from one scan to the next
 */
record LocalSettings(
        int httpPort,
        int postgresPort,
        int kafkaPort,
        int s3Port,
        int sandboxPort,
        int storagePort,
        Path data,
        boolean reset,
        int scans,
        Duration interval) {

    static final String PREFIX = "scanrelay.local.";
    static final String HTTP_PORT = "quarkus.http.port";

    /** A port that has to be free, and the setting that names another. */
    record Port(String setting, int number) {}

    static LocalSettings read() {
        return of(name -> Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(
                        System.getenv(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")))));
    }

    static LocalSettings of(Map<String, String> values) {
        return of(name -> Optional.ofNullable(values.get(name)));
    }

    private static LocalSettings of(Function<String, Optional<String>> values) {
        return new LocalSettings(
                number(values, HTTP_PORT, 8080),
                number(values, PREFIX + "postgres-port", 54320),
                number(values, PREFIX + "kafka-port", 9092),
                number(values, PREFIX + "s3-port", 9020),
                number(values, PREFIX + "sandbox-port", 8090),
                number(values, PREFIX + "sandbox-storage-port", 8091),
                Path.of(values.apply(PREFIX + "data").orElse("target/local")).toAbsolutePath(),
                values.apply(PREFIX + "reset").map(Boolean::parseBoolean).orElse(false),
                number(values, PREFIX + "scans", 200),
                Duration.ofMillis(number(values, PREFIX + "interval-millis", 5000)));
    }

    private static int number(Function<String, Optional<String>> values, String name, int otherwise) {
        String text = values.apply(name).orElse(Integer.toString(otherwise));
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notANumber) {
            throw new CannotStart(name + " is not a number. For example: -D" + name + "=" + otherwise);
        }
    }

    List<Port> ports() {
        return List.of(
                new Port(HTTP_PORT, httpPort),
                new Port(PREFIX + "postgres-port", postgresPort),
                new Port(PREFIX + "kafka-port", kafkaPort),
                new Port(PREFIX + "s3-port", s3Port),
                new Port(PREFIX + "sandbox-port", sandboxPort),
                new Port(PREFIX + "sandbox-storage-port", storagePort));
    }

    String service() {
        return "http://localhost:" + httpPort;
    }
}
