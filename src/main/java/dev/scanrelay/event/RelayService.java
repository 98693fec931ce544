package dev.scanrelay.event;

import dev.scanrelay.stop.StopTime;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the relay with the service. */
@ApplicationScoped
class RelayService {

    private static final int AFTER_THE_WORKERS = 4000; // what they append while they drain is still announced

    private final RelaySettings settings;
    private final Relays relays;
    private final StopTime stopTime;
    private @Nullable Relay relay;

    RelayService(RelaySettings settings, Relays relays, StopTime stopTime) {
        this.settings = settings;
        this.stopTime = stopTime;
        this.relays = relays;
    }

    void onStart(@Observes StartupEvent started) {
        if (settings.enabled()) {
            start();
        }
    }

    void onStop(@Observes @Priority(AFTER_THE_WORKERS) ShutdownEvent stopping) throws InterruptedException {
        stop();
    }

    synchronized void start() {
        Relay next = relays.create(settings, RelayStep.UNWATCHED);
        next.start();
        relay = next;
    }

    synchronized void stop() throws InterruptedException {
        Optional<Relay> running = Optional.ofNullable(relay);
        relay = null;
        if (running.isPresent()) {
            running.get().stop(stopTime.atMost(Relay.LONGEST_FAREWELL));
        }
    }
}
