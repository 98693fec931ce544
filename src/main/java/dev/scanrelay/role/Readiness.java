package dev.scanrelay.role;

import dev.scanrelay.database.Database;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready while any of the roles can do its work: an ingress at once, as it serves with Kafka or the database and says 503 without both; the
 * others while the database answers. So a process with an ingress is never taken out of service for the database.
 */
@ApplicationScoped
@org.eclipse.microprofile.health.Readiness
class Readiness implements AsyncHealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Roles roles;
    private final Database database;

    Readiness(Roles roles, Database database) {
        this.roles = roles;
        this.database = database;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return needsTheDatabase()
                ? databaseAnswers().map(this::response)
                : Uni.createFrom().item(response(true));
    }

    private boolean needsTheDatabase() {
        return roles.roles().stream().anyMatch(role -> role != Role.INGRESS);
    }

    private Uni<Boolean> databaseAnswers() {
        return database.statementApart(session ->
                        session.createNativeQuery("select 1", Object[].class).getSingleResult())
                .replaceWith(true)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(false)
                .onFailure()
                .recoverWithItem(false);
    }

    private HealthCheckResponse response(boolean databaseAnswers) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("roles");
        boolean any = roles.roles().isEmpty();
        for (Role role : Role.values()) {
            if (roles.runs(role)) {
                boolean ready = role == Role.INGRESS || databaseAnswers;
                response.withData(role.label(), ready ? "ready" : "waits for the database");
                any |= ready;
            }
        }
        return response.status(any).build();
    }
}
