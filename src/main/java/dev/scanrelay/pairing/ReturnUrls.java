package dev.scanrelay.pairing;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Where our pages may send a clinic's user afterwards: what is on the installation's list, and beneath it. Else it would be a way to send people anywhere in our name. */
@Singleton
final class ReturnUrls {

    private static final int LONGEST = 1000;

    private final List<URI> allowed;

    ReturnUrls(PairingSettings settings) {
        this.allowed = settings.returnUrls().orElse(List.of());
    }

    boolean allows(URI url) {
        return plain(url) && allowed.stream().anyMatch(entry -> covers(entry, url));
    }

    /** Https with a host and nothing that browsers and servers read in two ways. */
    static boolean plain(URI url) {
        String path = Objects.requireNonNullElse(url.getRawPath(), "").toLowerCase(Locale.ROOT);
        return "https".equalsIgnoreCase(url.getScheme())
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null
                && url.toString().length() <= LONGEST
                && !path.contains("..")
                && !path.contains("%2e")
                && !path.contains("%2f")
                && !path.contains("%5c");
    }

    private static boolean covers(URI entry, URI url) {
        return entry.getHost().equalsIgnoreCase(url.getHost())
                && port(entry) == port(url)
                && isBeneath(url.getRawPath(), entry.getRawPath());
    }

    private static boolean isBeneath(String path, String allowed) {
        String folder = allowed.endsWith("/") ? allowed : allowed + "/";
        return path.equals(allowed) || path.startsWith(folder) || allowed.isEmpty();
    }

    private static int port(URI url) {
        return url.getPort() == -1 ? 443 : url.getPort();
    }
}
