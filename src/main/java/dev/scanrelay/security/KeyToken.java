package dev.scanrelay.security;

import dev.scanrelay.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A key as its holder has it: {@code sr_<id>_<secret><check>}. The id finds the row, the secret opens it, the check (a CRC-32, which
 * proves nothing) tells a mistyped, cut or guessed key without a look at the database. The prefix lets secret scanners know one when
 * they see it.
 */
record KeyToken(String id, Secret secret) {

    /** What every key of ours begins with, and no other bearer token does. */
    static final String PREFIX = "sr_";

    private static final Pattern SHAPE = Pattern.compile("sr_([a-z0-9]{16})_([A-Za-z0-9_-]{43})([a-z0-9]{7})");
    private static final Pattern ID = Pattern.compile("[a-z0-9]{16}");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 16;
    private static final int SECRET_BYTES = 32;
    private static final int CHECK_LENGTH = 7;
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyToken random() {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        RANDOM.ints(ID_LENGTH, 0, LETTERS.length()).forEach(letter -> id.append(LETTERS.charAt(letter)));
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new KeyToken(
                id.toString(), Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
    }

    static Optional<KeyToken> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        KeyToken token = new KeyToken(matcher.group(1), Secret.of(matcher.group(2)));
        return token.check().equals(matcher.group(3)) ? Optional.of(token) : Optional.empty();
    }

    /** Whether a key may have this id; what else there is, no column need take. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The whole key, to be shown once. */
    Secret written() {
        return Secret.of(body() + check());
    }

    private String body() {
        return PREFIX + id + "_" + secret.reveal();
    }

    /** Base 36, left-padded: seven digits hold 32 bits. */
    private String check() {
        CRC32 crc = new CRC32();
        crc.update(body().getBytes(StandardCharsets.US_ASCII));
        String digits = Long.toString(crc.getValue(), Character.MAX_RADIX);
        return "0".repeat(CHECK_LENGTH - digits.length()) + digits;
    }
}
