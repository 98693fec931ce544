package dev.scanrelay.egress;

import dev.scanrelay.address.Cidr;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.startup.SettingProblem;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Where calls may go. A URL is read strictly, so that nobody writes an address in a way that one reader takes for a name and another for a
 * number; names are looked up once for each connection, and only addresses that were checked are connected to.
 */
final class Targets {

    static final int LONGEST = 2000;
    private static final String NO_HOST = "must name a host as a full domain name in ASCII or as a plain IP address";
    private static final String PREFIX = "scanrelay.egress.";
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DOTTED = Pattern.compile(
            "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])");

    private final EgressSettings settings;
    private final Addresses addresses;
    private final Names names;

    Targets(EgressSettings settings, Names names) {
        this.settings = settings;
        this.addresses = new Addresses(settings.allowedNetworks().orElse(List.of()).stream()
                .map(network -> Cidr.of(PREFIX + "allowed-networks", network))
                .toList());
        this.names = names;
        if (settings.ports().isEmpty() || settings.ports().stream().anyMatch(port -> port < 1 || port > 65_535)) {
            throw SettingProblem.of(PREFIX + "ports", "needs ports from 1 to 65535", "443,8443");
        }
    }

    /** What is wrong with it as it is written, in words for whoever wrote it; nothing is looked up. */
    Optional<String> problem(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        return parsed(text).map(url -> problem(url).or(() -> misread(url))).orElse(Optional.of("is not a URL"));
    }

    /** The client reads it once more, names with xn-- above all: it must see the same host. */
    private static Optional<String> misread(URI url) {
        HttpUrl read = HttpUrl.parse(url.toString());
        boolean same = read != null
                && (literal(url.getHost()).isPresent() || read.host().equalsIgnoreCase(url.getHost()))
                && read.port() == port(url);
        return same ? Optional.empty() : Optional.of(NO_HOST);
    }

    private Optional<String> problem(URI url) {
        String scheme = String.valueOf(url.getScheme());
        if (!scheme.equals("https") && !(scheme.equals("http") && settings.allowHttp())) {
            return Optional.of(
                    settings.allowHttp() ? "must begin with https:// or http://" : "must begin with https://");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("must hold no user or password");
        }
        if (url.getRawFragment() != null) {
            return Optional.of("must have no fragment");
        }
        if (url.getHost() == null || !isHost(url.getHost())) {
            return Optional.of(NO_HOST);
        }
        if (!permits(port(url), scheme)) {
            return Optional.of("has a port that this service does not call");
        }
        return literal(url.getHost())
                        .filter(address -> !addresses.permits(address))
                        .isPresent()
                ? Optional.of("must lead to a public address")
                : Optional.empty();
    }

    private boolean permits(int port, String scheme) {
        return settings.ports().contains(port) || (scheme.equals("http") && settings.allowHttp());
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    }

    private boolean isHost(String host) {
        return NAME.matcher(host).matches()
                || literal(host).isPresent()
                || (settings.allowHttp() && host.equals("localhost"));
    }

    /** Four plain decimal numbers, or IPv6 in brackets without a zone. Any other writing of a number is refused before. */
    private static Optional<InetAddress> literal(String host) {
        boolean six = host.startsWith("[") && host.endsWith("]") && !host.contains("%");
        if (!six && !DOTTED.matcher(host).matches()) {
            return Optional.empty();
        }
        return Cidr.address(six ? host.substring(1, host.length() - 1) : host).map(Targets::address);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (java.net.URISyntaxException nonsense) {
            return Optional.empty();
        }
    }

    /** The names that connections for this partner lead to. Equal for the same partner: connections that idle are found again by it. */
    Dns of(PartnerId partner) {
        return new OfPartner(this, partner);
    }

    private record OfPartner(Targets targets, PartnerId partner) implements Dns {

        @Override
        public List<InetAddress> lookup(String host) throws UnknownHostException {
            return targets.lookup(partner, host);
        }
    }

    /** For a connection that is about to be made: every address must be one that may be called. */
    List<InetAddress> lookup(PartnerId partner, String host) throws UnknownHostException {
        List<InetAddress> found = names.lookup(partner, host);
        if (isTheProxy(host)) {
            return found;
        }
        if (found.isEmpty() || !found.stream().allMatch(addresses::permits)) {
            throw new ForbiddenAddress();
        }
        return found;
    }

    private boolean isTheProxy(String host) {
        return settings.proxy().map(URI::getHost).filter(host::equals).isPresent();
    }

    /** A name that leads to where we do not call. */
    static final class ForbiddenAddress extends UnknownHostException {

        private static final long serialVersionUID = 1;

        ForbiddenAddress() {
            super("leads to an address that is not called");
        }
    }
}
