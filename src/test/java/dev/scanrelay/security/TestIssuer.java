package dev.scanrelay.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID Connect issuer of a test: its discovery document, its keys, and tokens signed with plain JCA. */
final class TestIssuer implements AutoCloseable {

    static final KeyPair KEYS = keys();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final AtomicInteger askedForKeys;

    private TestIssuer(HttpServer server, AtomicInteger askedForKeys) {
        this.server = server;
        this.askedForKeys = askedForKeys;
    }

    static TestIssuer listening(URI issuer) {
        try {
            AtomicInteger askedForKeys = new AtomicInteger();
            HttpServer server = HttpServer.create(new InetSocketAddress(issuer.getHost(), issuer.getPort()), 0);
            server.createContext(
                    issuer.getPath() + "/.well-known/openid-configuration",
                    exchange -> answer(
                            exchange,
                            Map.of(
                                    "issuer",
                                    issuer.toString(),
                                    "jwks_uri",
                                    issuer + "/keys",
                                    "token_endpoint",
                                    issuer + "/token",
                                    "authorization_endpoint",
                                    issuer + "/auth")));
            server.createContext(issuer.getPath() + "/keys", exchange -> {
                askedForKeys.incrementAndGet();
                answer(exchange, Map.of("keys", List.of(jwk())));
            });
            server.start();
            return new TestIssuer(server, askedForKeys);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** One that is out: it answers 503, and counts what it is asked. */
    static TestIssuer out(URI issuer, AtomicInteger asked) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(issuer.getHost(), issuer.getPort()), 0);
            server.createContext("/", exchange -> {
                asked.incrementAndGet();
                exchange.sendResponseHeaders(503, -1);
                exchange.close();
            });
            server.start();
            return new TestIssuer(server, new AtomicInteger());
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    int askedForKeys() {
        return askedForKeys.get();
    }

    /** A signed token. */
    static String token(Map<String, ?> claims) {
        return signed(Map.of("alg", "RS256", "typ", "JWT", "kid", "1"), claims, KEYS);
    }

    static String signed(Map<String, ?> header, Map<String, ?> claims, KeyPair keys) {
        try {
            String content = part(header) + "." + part(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(UTF_8));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    static String part(Map<String, ?> json) {
        try {
            return base64(JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException never) {
            throw new IllegalStateException(never);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static Map<String, String> jwk() {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                "1",
                "n",
                number(key.getModulus()),
                "e",
                number(key.getPublicExponent()));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return base64(bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static void answer(HttpExchange exchange, Map<String, ?> json) throws IOException {
        byte[] body = JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
