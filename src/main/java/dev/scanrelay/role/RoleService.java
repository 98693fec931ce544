package dev.scanrelay.role;

import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Reads the roles, once, and says them. */
@ApplicationScoped
class RoleService {

    private static final Logger LOG = Logger.getLogger(RoleService.class);
    private static final int BEFORE_ANYTHING_ELSE = 1;

    @Produces
    @Singleton
    static Roles roles(RoleSettings settings) {
        return Roles.of(settings.roles().orElse(""));
    }

    void start(@Observes @Priority(BEFORE_ANYTHING_ELSE) StartupEvent starting, RoleSettings settings, Roles roles) {
        List<String> unknown = Roles.unknown(settings.roles().orElse(""));
        if (!unknown.isEmpty()) {
            throw SettingProblem.of(RoleDefaults.SETTING, "holds a word that is none of " + Roles.ALL, "ingress,api");
        }
        if (!roles.isAll()) {
            LOG.infof("Roles of this process roles=%s", roles);
        }
    }
}
