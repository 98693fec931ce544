package dev.scanrelay.pairing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.secret.Macs;
import dev.scanrelay.secret.Secret;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The written form of an invitation: base64url of {@code i1/<partner>/<id>} and its tag. Forged ones are told from ours before the
 * database is asked. The first letters keep it apart from a callback key, which the same keys tag.
 */
final class InvitationCodec {

    private static final int LONGEST = 160;
    private static final Pattern CLAIM = Pattern.compile("i1/([a-z0-9][a-z0-9-]{0,31})/([0-9a-f-]{36})");
    private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

    private final Macs macs;

    InvitationCodec(Macs macs) {
        this.macs = macs;
    }

    /** What a genuine invitation says of itself. */
    record Claim(PartnerId partner, UUID id) {}

    Secret write(Claim claim) {
        byte[] message = ("i1/" + claim.partner() + "/" + claim.id()).getBytes(US_ASCII);
        byte[] tag = macs.tag(message);
        byte[] token = Arrays.copyOf(message, message.length + tag.length);
        System.arraycopy(tag, 0, token, message.length, tag.length);
        return Secret.of(URL_SAFE.encodeToString(token));
    }

    /** The claim of a genuine invitation, and nothing for anything else. */
    Optional<Claim> read(String token) {
        return decode(token).filter(bytes -> bytes.length > Macs.TAG_LENGTH).flatMap(this::verified);
    }

    private Optional<Claim> verified(byte[] token) {
        int split = token.length - Macs.TAG_LENGTH;
        byte[] message = Arrays.copyOf(token, split);
        if (!macs.verify(Arrays.copyOfRange(token, split, token.length), message)) {
            return Optional.empty();
        }
        Matcher claim = CLAIM.matcher(new String(message, US_ASCII));
        return claim.matches()
                ? Optional.of(new Claim(new PartnerId(claim.group(1)), UUID.fromString(claim.group(2))))
                : Optional.empty();
    }

    private static Optional<byte[]> decode(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            return URL_SAFE.encodeToString(bytes).equals(token) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
