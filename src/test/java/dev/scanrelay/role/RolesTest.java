package dev.scanrelay.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesTest {

    @Test
    void runsAllWhereNothingIsSaid() {
        assertThat(Roles.of("")).isEqualTo(Roles.ALL);
        assertThat(Roles.of(Roles.ALL.toString())).isEqualTo(Roles.ALL);
    }

    @Test
    void runsAllWhereTheSettingIsEmpty() {
        RoleSettings settings = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(RoleDefaults.SETTING, ""), "deployment", 300))
                .withMapping(RoleSettings.class)
                .build()
                .getConfigMapping(RoleSettings.class);

        assertThat(RoleService.roles(settings)).isEqualTo(Roles.ALL);
    }

    @Test
    void runsWhatIsNamed() {
        assertThat(Roles.of(" ingress , api,").roles()).isEqualTo(Set.of(Role.INGRESS, Role.API));
    }

    @Test
    void runsNothingForNone() {
        assertThat(Roles.of("none").roles()).isEmpty();
        assertThat(Roles.unknown("none")).isEmpty();
    }

    @Test
    void findsWordsThatAreNoRole() {
        assertThat(Roles.unknown("ingres,api,Fetch,none")).containsExactly("ingres", "Fetch", "none");
        assertThat(Roles.unknown("ingress,api")).isEmpty();
    }

    @Test
    void turnsOffWhatOtherProcessesDo() {
        assertThat(RoleDefaults.of("")).isEmpty();
        assertThat(RoleDefaults.of("api,fetch,push")).isEqualTo(Map.of("scanrelay.reconcile.enabled", "false"));
        assertThat(RoleDefaults.of("api,reconcile,push"))
                .isEqualTo(Map.of(
                        "scanrelay.fetch.enabled",
                        "false",
                        "scanrelay.relay.enabled",
                        "false",
                        "scanrelay.erase.enabled",
                        "false"));
    }

    @Test
    void startsAnIngressAloneWithoutADatabase() {
        assertThat(RoleDefaults.of("ingress")).containsEntry("scanrelay.database.migrate", "false");
        assertThat(RoleDefaults.of("ingress,api")).doesNotContainKey("scanrelay.database.migrate");
    }
}
