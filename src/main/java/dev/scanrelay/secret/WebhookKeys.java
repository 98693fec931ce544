package dev.scanrelay.secret;

import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.subtle.PrfHmacJce;
import com.google.crypto.tink.subtle.Random;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/** Raw keys and signatures, as Standard Webhooks 1.0 asks for: without Tink's prefixes, since others verify them. */
public final class WebhookKeys {

    private static final String HMAC = "HMACSHA256";
    private static final int KEY_BYTES = 32;
    private static final int TAG_BYTES = 32;

    private WebhookKeys() {}

    /** An Ed25519 key: 32 bytes each. */
    @SuppressWarnings("ArrayRecordComponent") // bytes that are neither compared nor kept
    public record Pair(byte[] privateKey, byte[] publicKey) {

        @Override
        public String toString() {
            return "Pair";
        }
    }

    /** 32 random bytes. */
    public static byte[] newKey() {
        return Random.randBytes(KEY_BYTES);
    }

    public static Pair newPair() {
        try {
            Ed25519Sign.KeyPair pair = Ed25519Sign.KeyPair.newKeyPair();
            return new Pair(pair.getPrivateKey(), pair.getPublicKey());
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    public static byte[] hmacSha256(byte[] key, byte[] message) {
        try {
            return new PrfHmacJce(HMAC, new SecretKeySpec(key, HMAC)).compute(message, TAG_BYTES);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    public static byte[] ed25519(byte[] privateKey, byte[] message) {
        try {
            return new Ed25519Sign(privateKey).sign(message);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
