package dev.scanrelay.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a key's secret. The secret has 256 random bits: there is nothing to guess, so neither salt nor stretching. */
final class KeyHash {

    private final byte[] value;

    KeyHash(byte[] value) {
        this.value = value.clone();
    }

    static KeyHash of(KeyToken token) {
        try {
            return new KeyHash(MessageDigest.getInstance("SHA-256")
                    .digest(token.secret().reveal().getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JDK has SHA-256", never);
        }
    }

    boolean matches(KeyToken token) {
        return MessageDigest.isEqual(value, of(token).value);
    }

    byte[] bytes() {
        return value.clone();
    }
}
