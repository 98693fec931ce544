package dev.scanrelay.role;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Optional;

/** What this process runs. */
@ConfigMapping(prefix = "scanrelay.roles")
public interface RoleSettings {

    /**
     * The roles of this process, separated by commas. What is left out is served and done by other processes: at least one of each role is
     * needed, or it is not done at all. Left empty, it runs all.
     */
    @WithParentName
    @WithDefault("ingress,fetch,push,api,reconcile,console")
    Optional<String> roles();
}
