package dev.scanrelay.local.sandbox.oauth;

import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.world.Client;
import dev.scanrelay.local.sandbox.world.World;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Who a Basic header is: the partner's client, or a doctor in Align's tool. */
public final class ClientLogin {

    private final World world;

    public record Credentials(String user, String password) {}

    public ClientLogin(World world) {
        this.world = world;
    }

    public Client client(Request request) {
        return basic(request)
                .flatMap(login -> world.client(decode(login.user()))
                        .filter(client -> client.clientSecret().equals(decode(login.password()))))
                .orElseThrow(() -> OAuthApi.error(401, "invalid_client", "client id or secret is wrong"));
    }

    public static Optional<Credentials> basic(Request request) {
        return request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, "Basic ", 0, 6))
                .map(header -> decoded(header.substring(6).trim()))
                .filter(text -> text.indexOf(':') >= 0)
                .map(text ->
                        new Credentials(text.substring(0, text.indexOf(':')), text.substring(text.indexOf(':') + 1)));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("the Basic header is not base64");
        }
    }

    /** RFC 6749, section 2.3.1: id and secret are form-encoded before they become a Basic header. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
