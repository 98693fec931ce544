package dev.scanrelay.pairing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.scanrelay.secret.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The random values of one login: 256 bits each, base64url. */
final class OneTime {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

    private OneTime() {}

    static Secret value() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Secret.of(URL_SAFE.encodeToString(bytes));
    }

    /** What is kept of a state or a cookie: enough to know it again. */
    static byte[] hash(String state) {
        return sha256(state);
    }

    /** RFC 7636, method S256. */
    static String challenge(Secret verifier) {
        return URL_SAFE.encodeToString(sha256(verifier.reveal()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
