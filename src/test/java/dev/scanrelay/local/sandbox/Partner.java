package dev.scanrelay.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** A partner's program, as small as it can be: it knows the contract and nothing of the sandbox's inside. */
final class Partner {

    static final String REDIRECT = "http://localhost/paired";
    static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-in-all";
    private static final ObjectMapper JSON = new ObjectMapper();

    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sandbox sandbox;

    Partner(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    URI authorizeUri(String more) {
        return URI.create(sandbox.authorizeUri()
                + "?response_type=code&client_id=scanrelay&state=st%20ate&redirect_uri=" + encode(REDIRECT)
                + "&code_challenge=" + challenge(VERIFIER) + "&code_challenge_method=S256" + more);
    }

    String code(String login) {
        var location = get(authorizeUri("&auto_approve=" + login), "")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(location).startsWith(REDIRECT + "?code=").endsWith("&state=st+ate");
        return location.replaceAll(".*code=([^&]+).*", "$1");
    }

    JsonNode signIn(String login) {
        return json(exchange(code(login), VERIFIER));
    }

    HttpResponse<byte[]> exchange(String code, String verifier) {
        return token(Map.of(
                "grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT, "code_verifier", verifier));
    }

    HttpResponse<byte[]> refresh(JsonNode tokens) {
        return token(Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.path("refresh_token").asText()));
    }

    HttpResponse<byte[]> token(Map<String, String> form) {
        return postForm(URI.create(endpoint("token")), form);
    }

    HttpResponse<byte[]> postForm(URI uri, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(uri)
                .header("Authorization", basic(SandboxConfig.CLIENT_ID, SandboxConfig.CLIENT_SECRET))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    JsonNode directory(String query) {
        return json(send(HttpRequest.newBuilder(URI.create(sandbox.discoveryUri() + query))
                .header("Authorization", basic(SandboxConfig.CLIENT_ID, SandboxConfig.CLIENT_SECRET))
                .build()));
    }

    String endpoint(String name) {
        return directory("").path("endpoints").path(name).asText().replaceAll("\\{\\?.*}", "");
    }

    JsonNode companies(JsonNode tokens) {
        return json(get(URI.create(endpoint("companiesForPairing")), bearer(tokens)));
    }

    JsonNode pair(JsonNode tokens, long companyId, String callback) {
        return json(post("pair", tokens, "{\"companyId\":%d,\"callbackUrl\":\"%s\"}".formatted(companyId, callback)));
    }

    HttpResponse<byte[]> post(String name, JsonNode tokens, String body) {
        return send(HttpRequest.newBuilder(URI.create(endpoint(name)))
                .header("Authorization", bearer(tokens))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    JsonNode order(JsonNode tokens, long companyId, String rxId) {
        return json(orderAnswer(tokens, companyId, rxId));
    }

    HttpResponse<byte[]> orderAnswer(JsonNode tokens, long companyId, String rxId) {
        var uri = endpoint("orderByRxId").replace("{rxId}", rxId) + "?companyId=" + companyId;
        return get(URI.create(uri), bearer(tokens));
    }

    byte[] download(JsonNode tokens, String url) {
        var response = get(URI.create(url), bearer(tokens));
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    HttpResponse<byte[]> get(URI uri, String authorization, String... headers) {
        var request = HttpRequest.newBuilder(uri);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        try {
            assertThat(response.statusCode())
                    .as(new String(response.body(), StandardCharsets.UTF_8))
                    .isLessThan(300);
            return JSON.readTree(response.body());
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String bearer(JsonNode tokens) {
        return "Bearer " + tokens.path("access_token").asText();
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static String challenge(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
