package dev.scanrelay.itero;

import dev.scanrelay.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.HttpUrl;

/** One partner's registration at Align, complete and checked. */
record PartnerClient(String id, Secret secret, Optional<String> discoveryUrl, HttpUrl authorizeUrl, URI redirectUri) {

    PartnerClient with(Secret another) {
        return new PartnerClient(id, another, discoveryUrl, authorizeUrl, redirectUri);
    }

    /** RFC 6749 section 2.3.1: id and secret are form-encoded before they become a Basic header. */
    String basic() {
        return okhttp3.Credentials.basic(encoded(id), encoded(secret.reveal()));
    }

    URI authorize(String state, String codeChallenge) {
        return authorizeUrl
                .newBuilder()
                .addQueryParameter("response_type", "code")
                .addQueryParameter("client_id", id)
                .addQueryParameter("redirect_uri", redirectUri.toString())
                .addQueryParameter("state", state)
                .addQueryParameter("code_challenge", codeChallenge)
                .addQueryParameter("code_challenge_method", "S256")
                .build()
                .uri();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
