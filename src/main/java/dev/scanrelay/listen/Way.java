package dev.scanrelay.listen;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Credentials;

/**
 * How calls leave the machine.
 *
 * @param proxy none: straight
 * @param login what the proxy is told, as it is sent
 */
record Way(Optional<Proxy> proxy, Optional<String> login) {

    static final Way STRAIGHT = new Way(Optional.empty(), Optional.empty());

    /** Empty if it is no proxy's URL. */
    static Optional<Way> of(URI uri) {
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
            return Optional.empty();
        }
        Optional<String> login = Optional.ofNullable(uri.getUserInfo()).map(Way::login);
        return Optional.of(new Way(
                Optional.of(
                        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()))),
                login));
    }

    private static String login(String info) {
        String[] parts = info.split(":", 2);
        return Credentials.basic(parts[0], parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return proxy.isPresent() ? "Way[by proxy]" : "Way[straight]";
    }
}
