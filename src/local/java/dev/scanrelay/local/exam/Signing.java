package dev.scanrelay.local.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of an endpoint, as Standard Webhooks 1.0 has them.
 *
 * @param secret for {@code v1}, as {@code whsec_...}
 * @param key for {@code v1a}, beside it
 */
record Signing(String secret, Optional<PrivateKey> key) {

    /** Of the exam's pair of keys, which is for machines of one's own and no secret. */
    static final String PUBLIC = "n6XKOGiNNvOX8pn1AvdDDE+q+6XZhhc4m3vVpCfNMhY=";

    private static final String PRIVATE = "MC4CAQAwBQYDK2VwBCIEIDKZ0zTzh7T6vQI2wBGvy/FQTkjU7yFHIkkSGHV2W9Pv";
    private static final String FOREIGN = "whsec_c29tZWJvZHktZWxzZXMtc2VjcmV0LTEyMzQ1Njc4OTA=";
    private static final String ED25519 = "Ed25519";

    static Signing of(ExamConfig config) {
        return new Signing(config.secret(), config.publicKeys() ? Optional.of(ours()) : Optional.empty());
    }

    /** Of the same kinds, with keys that are not the vendor's. */
    Signing foreign() {
        return new Signing(FOREIGN, key.map(own -> anyKey()));
    }

    /** The value of {@code webhook-signature}. */
    String sign(String message) {
        var bytes = message.getBytes(UTF_8);
        return "v1," + encode(hmac(bytes))
                + key.map(own -> " v1a," + encode(ed25519(own, bytes))).orElse("");
    }

    private byte[] hmac(byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Base64.getDecoder().decode(secret.substring(secret.indexOf('_') + 1)), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] ed25519(PrivateKey key, byte[] message) {
        try {
            var signature = Signature.getInstance(ED25519);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static PrivateKey ours() {
        try {
            return KeyFactory.getInstance(ED25519)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(PRIVATE)));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static PrivateKey anyKey() {
        try {
            return KeyPairGenerator.getInstance(ED25519).generateKeyPair().getPrivate();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Signing";
    }
}
