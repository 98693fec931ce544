package dev.scanrelay.itero;

import dev.scanrelay.itero.IteroException.Kind;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;

/** Where requests may go: with a token to hosts we trust, without one to where a download is redirected. */
final class Trust {

    private final List<String> trusted;
    private final List<String> storage;
    private final boolean local;

    Trust(IteroConfig config) {
        this.trusted = lowerCase(config.trustedHosts());
        this.storage = lowerCase(config.storageHosts().orElse(List.of()));
        this.local = config.allowHttp();
    }

    /** An address to send a token to. */
    HttpUrl endpoint(Endpoint endpoint, String address) {
        HttpUrl url = HttpUrl.parse(address);
        if (url == null || !trusts(url)) {
            throw IteroException.of(endpoint, Kind.REFUSED, "untrusted_endpoint");
        }
        return url;
    }

    boolean trusts(HttpUrl url) {
        return schemeAllowed(url) && under(trusted, url) && !hasUser(url);
    }

    /** An address to fetch bytes from, without a token. That its host is a public one is seen to on connecting. */
    HttpUrl storage(Endpoint endpoint, String address) {
        HttpUrl url = HttpUrl.parse(address);
        if (url == null || !schemeAllowed(url) || !storageAllowed(url) || hasUser(url)) {
            throw IteroException.of(endpoint, Kind.REFUSED, "untrusted_storage");
        }
        return url;
    }

    static boolean sameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }

    private boolean schemeAllowed(HttpUrl url) {
        return url.isHttps() || local;
    }

    private boolean storageAllowed(HttpUrl url) {
        boolean named = storage.isEmpty() || under(storage, url);
        return named && (local || !PublicAddresses.isPrivateLiteral(url.host()));
    }

    private static boolean hasUser(HttpUrl url) {
        return !url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty();
    }

    private static boolean under(List<String> domains, HttpUrl url) {
        return domains.stream()
                .anyMatch(domain -> url.host().equals(domain) || url.host().endsWith("." + domain));
    }

    private static List<String> lowerCase(List<String> domains) {
        return domains.stream().map(it -> it.strip().toLowerCase(Locale.ROOT)).toList();
    }
}
