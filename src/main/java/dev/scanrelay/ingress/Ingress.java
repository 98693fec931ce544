package dev.scanrelay.ingress;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.event.TopicSettings;
import dev.scanrelay.pairing.CallbackKeys;
import dev.scanrelay.problem.ProblemAnswer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Puts the ingress together and mounts it. */
@Singleton
final class Ingress {

    private static final int AFTER_TOPICS_ARE_CREATED = 600;

    private final IteroWebhook webhook;
    private final IngressSettings settings;
    private final Publisher publisher;
    private final TopicWatch watch;

    Ingress(
            IngressSettings settings,
            TopicSettings topics,
            CallbackKeys keys,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            ObjectMapper mapper,
            ProblemAnswer answer,
            MeterRegistry registry,
            Clock clock,
            Vertx vertx) {
        IngressChecks.check(settings);
        this.publisher = new Publisher(topics.notifications(), broker, settings, mapper);
        this.watch = new TopicWatch(publisher, vertx);
        this.webhook = new IteroWebhook(
                new Decider(keys::verify, Guards.of(settings), clock),
                publisher,
                new Counts(registry),
                answer,
                settings);
        this.settings = settings;
    }

    void mount(@Observes Router router) {
        webhook.mount(router);
    }

    void watch(@Observes @Priority(AFTER_TOPICS_ARE_CREATED) StartupEvent started) {
        watch.start(settings.startWait());
    }

    @Shutdown
    void close() {
        watch.stop();
        publisher.close();
    }
}
