package dev.scanrelay.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged service in a JVM of its own, and an address to send notifications to. */
final class Product implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final String READY = "Listening on:";

    private final Child child;
    private final URI webhook;

    private Product(Child child, URI webhook) {
        this.child = child;
        this.webhook = webhook;
    }

    /** @param more settings on top of those that lead to its surroundings */
    static Product start(Surroundings around, Map<String, String> more) throws IOException, InterruptedException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing: ./mvnw package -DskipTests");
        }
        Child child = Child.ofJar(JAR, jvmArguments(around, more), READY);
        around.provideKey();
        return new Product(child, around.service().resolve("/webhooks/itero/" + callbackKey(around.service())));
    }

    /** Where the partner's notifications go; the key in it is good for all of its accounts. */
    URI webhook() {
        return webhook;
    }

    /** Of its process. */
    long pid() {
        return child.pid();
    }

    @Override
    public void close() {
        child.close();
    }

    private static List<String> jvmArguments(Surroundings around, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(around.forTheService());
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.putAll(more);
        List<String> arguments = new ArrayList<>(Child.SERVICE);
        arguments.addAll(
                List.of(System.getProperty("bench.product.jvm", "-Dbench=true").split(" ")));
        settings.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        return arguments;
    }

    private static String callbackKey(URI service) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> made = http.send(
                    HttpRequest.newBuilder(service.resolve("/api/v1/partner/callback-key"))
                            .header("Authorization", "Bearer " + Surroundings.API_KEY)
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            if (made.statusCode() != 201) {
                throw new IllegalStateException("no callback key: " + made.statusCode());
            }
            return new ObjectMapper().readTree(made.body()).path("key").asText();
        }
    }
}
