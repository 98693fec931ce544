package dev.scanrelay.local.sandbox.world;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A partner as it registered with Align.
 *
 * @param redirectUris allowed in full; beside them any address on this machine's loopback, as RFC 8252 has it for programs
 * @param callbackUrl where every clinic's notifications go; stronger than what a pairing says
 */
public record Client(String clientId, String clientSecret, List<String> redirectUris, Optional<String> callbackUrl) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public Client with(Optional<String> callback) {
        return new Client(clientId, clientSecret, redirectUris, callback);
    }

    public boolean mayRedirectTo(String address) {
        return redirectUris.contains(address) || isLoopback(address);
    }

    private static boolean isLoopback(String address) {
        try {
            var uri = URI.create(address);
            return uri.getHost() != null && LOOPBACK.contains(uri.getHost()) && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
