package dev.scanrelay.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.ingress.IngressSettings.Hmac;
import dev.scanrelay.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over the raw body, before anything of it is parsed, compared in constant time. */
record SignatureGuard(String header, Secret key, Hmac.Encoding encoding) implements Guard {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    static Guard of(String setting, Hmac settings) {
        return new SignatureGuard(
                GuardChecks.headerName(setting + ".header", settings.header()),
                GuardChecks.longEnough(setting + ".key", settings.key()),
                settings.encoding().orElse(Hmac.Encoding.HEX));
    }

    @Override
    public Optional<Refusal> refuse(Delivery delivery) {
        boolean signed = delivery.header(header)
                .flatMap(this::decoded)
                .filter(given -> MessageDigest.isEqual(signature(delivery.body()), given))
                .isPresent();
        return Guard.unless(signed, Refusal.GUARD_SIGNATURE);
    }

    private Optional<byte[]> decoded(String written) {
        String bare = written.startsWith(PREFIX) ? written.substring(PREFIX.length()) : written;
        try {
            return Optional.of(
                    switch (encoding) {
                        case HEX -> HexFormat.of().parseHex(bare);
                        case BASE64 -> Base64.getDecoder().decode(bare);
                    });
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private byte[] signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.reveal().getBytes(UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, never);
        }
    }
}
