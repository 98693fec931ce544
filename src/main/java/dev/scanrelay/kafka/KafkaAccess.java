package dev.scanrelay.kafka;

import dev.scanrelay.mounted.LiveSetting;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs in once at the start. A process that Kafka refuses is not ready, so that a rollout with wrong credentials stops at its first
 * process; one that cannot reach Kafka is, and so is one that was let in before: notifications then go to the spool.
 */
@ApplicationScoped
@Readiness
class KafkaAccess implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(KafkaAccess.class);
    private static final int BEFORE_ANYTHING_ELSE = 1;
    private static final int PATIENCE_MS = 10_000;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    enum State {
        UNKNOWN,
        REFUSED,
        ACCEPTED
    }

    private final KafkaSettings settings;
    private final Map<String, Object> kafka;
    private final AtomicReference<State> state = new AtomicReference<>(State.UNKNOWN);
    private @Nullable Thread knocking;

    KafkaAccess(KafkaSettings settings, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.settings = settings;
        this.kafka = kafka;
    }

    @Produces
    @Singleton
    static LiveSetting credentials() {
        return LiveSetting.matching("scanrelay\\.kafka\\.oauth\\.client-(id|secret)");
    }

    void start(@Observes @Priority(BEFORE_ANYTHING_ELSE) StartupEvent starting) {
        if (KafkaChecks.check(settings) != Security.PLAINTEXT) {
            knocking = Thread.ofVirtual().name("kafka-access").start(this::knock);
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        Optional.ofNullable(knocking).ifPresent(Thread::interrupt);
    }

    @Override
    public HealthCheckResponse call() {
        State now = Objects.requireNonNull(state.get());
        return HealthCheckResponse.named("kafka access")
                .withData("state", now.name().toLowerCase(java.util.Locale.ROOT))
                .status(now != State.REFUSED)
                .build();
    }

    private void knock() {
        try {
            while (note(tried(kafka)) != State.ACCEPTED) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private State note(State now) {
        State before = state.getAndUpdate(known -> now == State.UNKNOWN ? known : now);
        if (now == State.REFUSED && before != State.REFUSED) {
            LOG.errorf(
                    "Kafka refuses the sign-in: look at scanrelay.kafka.* and at what is mounted; not ready until it is accepted security=%s",
                    settings.security());
        }
        if (now == State.ACCEPTED && before == State.REFUSED) {
            LOG.info("Kafka accepts the sign-in");
        }
        return now;
    }

    /** Whether these properties let a client in; unknown where nobody answers. */
    static State tried(Map<String, Object> common) throws InterruptedException {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "scanrelay-access");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        try (Admin admin = Admin.create(properties)) {
            admin.describeCluster().nodes().get();
            return State.ACCEPTED;
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof AuthenticationException ? State.REFUSED : State.UNKNOWN;
        } catch (KafkaException failed) {
            return isOut(failed) ? State.UNKNOWN : State.REFUSED;
        }
    }

    /** Names that nobody resolves, or an issuer of tokens that does not answer, may be well again by themselves. */
    private static boolean isOut(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException) {
                return false;
            }
            if (cause instanceof java.net.UnknownHostException
                    || cause instanceof java.net.ConnectException
                    || cause instanceof java.net.SocketTimeoutException
                    || String.valueOf(cause.getMessage()).contains("No resolvable bootstrap urls")) {
                return true;
            }
        }
        return false;
    }
}
