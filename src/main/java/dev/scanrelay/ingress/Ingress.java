package dev.scanrelay.ingress;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.database.Database;
import dev.scanrelay.event.TopicSettings;
import dev.scanrelay.pairing.CallbackKeys;
import dev.scanrelay.problem.ProblemAnswer;
import dev.scanrelay.role.Role;
import dev.scanrelay.role.Roles;
import dev.scanrelay.stop.StopTime;
import dev.scanrelay.trace.Tracing;
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
    private final Drainer drainer;
    private final Roles roles;

    Ingress(
            IngressSettings settings,
            TopicSettings topics,
            CallbackKeys keys,
            Database database,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            ObjectMapper mapper,
            ProblemAnswer answer,
            MeterRegistry registry,
            Tracing tracing,
            Clock clock,
            StopTime stopTime,
            Roles roles,
            Vertx vertx) {
        this.roles = roles;
        IngressChecks.check(settings);
        Outage outage = new Outage(topics.notifications(), settings.spool().tryEvery(), System::nanoTime);
        SpoolTable spool = new SpoolTable(database, mapper);
        SpoolMetrics spoolMetrics = new SpoolMetrics(registry);
        this.publisher = new Publisher(topics.notifications(), broker, settings, mapper, outage, tracing);
        this.drainer = new Drainer(spool, publisher, outage, spoolMetrics, settings.spool(), stopTime);
        this.watch = new TopicWatch(publisher, vertx);
        this.webhook = new IteroWebhook(
                new Decider(keys::verify, Guards.of(settings), clock),
                new Acceptance(
                        publisher, outage, new SpoolWriter(spool, spoolMetrics, vertx, settings), vertx, settings),
                new Counts(registry),
                tracing,
                answer,
                settings);
        this.settings = settings;
    }

    void mount(@Observes Router router) {
        if (roles.runs(Role.INGRESS)) {
            webhook.mount(router);
        }
    }

    void watch(@Observes @Priority(AFTER_TOPICS_ARE_CREATED) StartupEvent started) {
        if (roles.runs(Role.INGRESS)) {
            watch.start(settings.startWait());
            drainer.start();
        }
    }

    @Shutdown
    void close() throws InterruptedException {
        if (roles.runs(Role.INGRESS)) {
            drainer.stop();
            watch.stop();
        }
        publisher.close();
    }
}
