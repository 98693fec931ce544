package dev.scanrelay.security;

import dev.scanrelay.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its holder has it: {@code sr_<id>_<secret>}. The id finds the row, the secret opens it. The prefix lets secret scanners
 * know one when they see it.
 */
record KeyToken(String id, Secret secret) {

    private static final Pattern SHAPE = Pattern.compile("sr_([a-z0-9]{16})_([A-Za-z0-9_-]{43})");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 16;
    private static final int SECRET_BYTES = 32;
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
        return matcher.matches()
                ? Optional.of(new KeyToken(matcher.group(1), Secret.of(matcher.group(2))))
                : Optional.empty();
    }

    /** The whole key, to be shown once. */
    Secret written() {
        return Secret.of("sr_" + id + "_" + secret.reveal());
    }
}
