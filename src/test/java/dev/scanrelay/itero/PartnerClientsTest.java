package dev.scanrelay.itero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.id.PartnerId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerClientsTest {

    private static final String CLIENT = "scanrelay.itero.clients.\"default\".";

    @Test
    void aPlainInstallationNeedsNoClientToStart() {
        assertThat(clients(Map.of())).isNotNull();
    }

    @Test
    void aCompleteRegistrationIsTaken() {
        assertThat(clients(complete())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "id, , is missing or unreadable",
        "secret, , is missing or unreadable",
        "discovery-url, , is missing or unreadable",
        "discovery-url, http://discovery.example.com, must be https",
        "authorize-url, ftp://login.example.com, is missing or unreadable",
        "redirect-uri, https://us.example.com/return#now, must not have a fragment",
        "redirect-uri, http://us.example.com/return, must be https",
    })
    void namesTheSettingThatCannotWork(String setting, String value, String problem) {
        Map<String, String> settings = complete();
        settings.put(CLIENT + setting, value == null ? "" : value);

        assertThatThrownBy(() -> clients(settings))
                .hasMessageStartingWith("Cannot start: " + CLIENT + setting + " " + problem)
                .hasMessageContaining("For example: " + CLIENT + setting + "=")
                .hasMessageNotContaining("top-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"default\"", "default"})
    void aSecretThatChangedIsUsedFromTheNextCallOn(String partner) {
        Map<String, String> now = new HashMap<>();
        IteroConfig config = AlignStub.config(complete());
        PartnerClients clients = new PartnerClients(config, new Trust(config), AlignStub.secrets(now));
        String before = basic(clients);

        now.put("scanrelay.itero.clients." + partner + ".secret", "changed");

        assertThat(before).isEqualTo(okhttp3.Credentials.basic("scanrelay", "top-secret"));
        assertThat(basic(clients)).isEqualTo(okhttp3.Credentials.basic("scanrelay", "changed"));
    }

    private static String basic(PartnerClients clients) {
        return clients.of(Endpoint.DISCOVERY, new PartnerId("default")).basic();
    }

    @Test
    void aPartnerNeedsAUsableName() {
        Map<String, String> settings = complete();
        settings.put("scanrelay.itero.clients.\"Not A Partner\".id", "x");

        assertThatThrownBy(() -> clients(settings)).hasMessageContaining("\"Not A Partner\".id names no partner");
    }

    @Test
    void fixedModeNeedsABaseUrlAmongTheTrusted() {
        Map<String, String> settings = complete();
        settings.put("scanrelay.itero.mode", "fixed");
        assertThatThrownBy(() -> clients(settings)).hasMessageStartingWith("Cannot start: scanrelay.itero.base-url is");

        settings.put("scanrelay.itero.base-url", "https://partner.example.com");
        assertThatThrownBy(() -> clients(settings))
                .hasMessageEndingWith("scanrelay.itero.trusted-hosts=partner.example.com");

        settings.put("scanrelay.itero.trusted-hosts", "Example.com");
        assertThat(clients(settings)).isNotNull();
    }

    private static PartnerClients clients(Map<String, String> settings) {
        IteroConfig config = AlignStub.config(settings);
        return new PartnerClients(config, new Trust(config), AlignStub.secrets(settings));
    }

    private static Map<String, String> complete() {
        return new HashMap<>(Map.of(
                CLIENT + "id", "scanrelay",
                CLIENT + "secret", "top-secret",
                CLIENT + "discovery-url", "https://discovery.example.com/v1",
                CLIENT + "authorize-url", "https://login.example.com/oauth/authorize",
                CLIENT + "redirect-uri", "https://us.example.com/return"));
    }
}
