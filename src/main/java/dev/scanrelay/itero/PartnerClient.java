package dev.scanrelay.itero;

import dev.scanrelay.secret.Secret;
import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;

/** One partner's registration at Align, complete and checked. */
record PartnerClient(String id, Secret secret, Optional<String> discoveryUrl, HttpUrl authorizeUrl, URI redirectUri) {

    String basic() {
        return okhttp3.Credentials.basic(id, secret.reveal(), java.nio.charset.StandardCharsets.UTF_8);
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
}
