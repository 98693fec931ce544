package dev.scanrelay.ingress;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.CallbackKey;
import dev.scanrelay.problem.ProblemAnswer;
import dev.scanrelay.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.jackson.JacksonProblemSerializer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The ingress on a bare HTTP server, with a producer of its own and keys that a test can write down. */
final class WebhookServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String PAIRING_KEY = "key-of-account-104233";
    static final String PARTNER_KEY = "key-of-partner-acme";
    static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .registerModule(new SimpleModule().addSerializer(HttpProblem.class, new JacksonProblemSerializer()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private static final Tracing TRACING = new Tracing(OpenTelemetry.noop());
    private static final Spool NO_DATABASE = (entry, then) -> then.accept(false);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Publisher publisher;
    private final TopicWatch watch;
    private final HttpServer server;

    private WebhookServer(
            String brokers, String topic, IngressSettings settings, HttpServerOptions options, Spool spool) {
        Outage outage = new Outage(topic, settings.spool().tryEvery(), System::nanoTime);
        publisher = new Publisher(topic, Map.of("bootstrap.servers", brokers), settings, JSON, outage, TRACING);
        watch = new TopicWatch(publisher, vertx);
        watch.start(settings.startWait());
        Router router = Router.router(vertx);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        new IteroWebhook(
                        new Decider(WebhookServer::verify, Guards.of(settings), clock),
                        new Acceptance(publisher, outage, spool, vertx, settings),
                        new Counts(meters),
                        TRACING,
                        new ProblemAnswer(JSON),
                        settings)
                .mount(router);
        router.get("/alive").handler(request -> request.response().end("yes"));
        server = vertx.createHttpServer(options)
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static WebhookServer start(String brokers, String topic, Map<String, String> settings) {
        return start(brokers, topic, settings, new HttpServerOptions());
    }

    static WebhookServer start(String brokers, String topic, Map<String, String> settings, HttpServerOptions options) {
        return new WebhookServer(brokers, topic, settings(settings), options, NO_DATABASE);
    }

    static WebhookServer start(String brokers, String topic, Map<String, String> settings, Spool spool) {
        return new WebhookServer(brokers, topic, settings(settings), new HttpServerOptions(), spool);
    }

    static IngressSettings settings(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(IngressSettings.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(IngressSettings.class);
    }

    private static CallbackKey verify(String key) {
        return switch (key) {
            case PAIRING_KEY -> new CallbackKey.ForPairing(PartnerId.DEFAULT, new AccountId("104233"), 3);
            case PARTNER_KEY -> new CallbackKey.ForPartner(new PartnerId("acme"), 1);
            case "revoked" -> new CallbackKey.Revoked();
            default -> new CallbackKey.Forged();
        };
    }

    int port() {
        return server.actualPort();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder notification(String key, String body) {
        return to("/webhooks/itero/" + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    double counted(String outcome, String reason) {
        return meters.get("scanrelay.ingress.notifications")
                .tags("outcome", outcome, "reason", reason)
                .counter()
                .count();
    }

    @Override
    public void close() {
        watch.stop();
        publisher.close();
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
