package dev.scanrelay.itero;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.IteroConfig.Mode;
import dev.scanrelay.startup.SettingProblem;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.HttpUrl;

/** The registrations at Align, by partner, checked when the service starts. */
final class PartnerClients {

    private static final String PREFIX = "scanrelay.itero.";

    private final IteroConfig config;
    private final Trust trust;
    private final ClientSecrets secrets;
    private final Map<String, PartnerClient> clients = new TreeMap<>();

    PartnerClients(IteroConfig config, Trust trust, ClientSecrets secrets) {
        this.config = config;
        this.trust = trust;
        this.secrets = secrets;
        checkBaseUrl();
        config.clients().forEach((partner, client) -> clients.put(partner, checked(partner, client)));
    }

    /** @throws IteroException REFUSED if there is none for this partner */
    PartnerClient of(Endpoint endpoint, PartnerId partner) {
        return Optional.ofNullable(clients.get(partner.value()))
                .map(client -> secrets.now(partner).map(client::with).orElse(client))
                .orElseThrow(() -> IteroException.of(endpoint, IteroException.Kind.REFUSED, "no_client"));
    }

    boolean knows(PartnerId partner) {
        return clients.containsKey(partner.value());
    }

    private void checkBaseUrl() {
        if (config.mode() == Mode.FIXED) {
            HttpUrl base = endpointUrl(PREFIX + "base-url", config.baseUrl(), "https://partner.example.com");
            if (!trust.trusts(base)) {
                throw SettingProblem.of(PREFIX + "trusted-hosts", "does not cover the host of base-url", base.host());
            }
        }
    }

    private PartnerClient checked(String partner, IteroConfig.Client client) {
        String prefix = PREFIX + "clients.\"" + partner + "\".";
        checkPartner(prefix, partner);
        return new PartnerClient(
                required(prefix + "id", client.id(), "scanrelay"),
                required(prefix + "secret", client.secret(), "from-aligns-partner-pack"),
                discoveryUrl(prefix, client),
                endpointUrl(
                        prefix + "authorize-url", client.authorizeUrl(), "https://login.example.com/oauth/authorize"),
                redirectUri(prefix, client));
    }

    private static void checkPartner(String prefix, String partner) {
        try {
            new PartnerId(partner);
        } catch (IllegalArgumentException shape) {
            throw SettingProblem.of(prefix + "id", "names no partner: " + shape.getMessage(), "scanrelay");
        }
    }

    private Optional<String> discoveryUrl(String prefix, IteroConfig.Client client) {
        if (config.mode() == Mode.FIXED) {
            return Optional.empty();
        }
        HttpUrl url = endpointUrl(
                prefix + "discovery-url", client.discoveryUrl(), "https://discovery.example.com/v1/endpoints");
        return Optional.of(url.toString());
    }

    private HttpUrl endpointUrl(String setting, Optional<URI> value, String example) {
        HttpUrl url = HttpUrl.get(required(setting, value.filter(this::isUrl), example));
        if (!url.isHttps() && !config.allowHttp()) {
            throw SettingProblem.of(setting, "must be https (or " + PREFIX + "allow-http=true, locally)", example);
        }
        return url;
    }

    private boolean isUrl(URI uri) {
        return HttpUrl.parse(uri.toString()) != null;
    }

    private URI redirectUri(String prefix, IteroConfig.Client client) {
        String setting = prefix + "redirect-uri";
        String example = "https://scanrelay.example.com/pairings/return";
        URI uri = required(setting, client.redirectUri(), example);
        if (uri.getRawFragment() != null) {
            throw SettingProblem.of(setting, "must not have a fragment (#)", example);
        }
        return endpointUrl(setting, client.redirectUri(), example).uri();
    }

    private static <T> T required(String setting, Optional<T> value, String example) {
        return value.orElseThrow(() -> SettingProblem.of(setting, "is missing or unreadable", example));
    }
}
