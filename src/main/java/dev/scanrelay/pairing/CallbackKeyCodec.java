package dev.scanrelay.pairing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.scanrelay.secret.Macs;
import dev.scanrelay.secret.Secret;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The written form of a callback key: base64url of {@code k1/<partner>/<account or nothing>/<generation>} and its tag. It proves
 * itself, so that a replica without a database can tell ours from forged ones, and is the same each time it is written.
 */
final class CallbackKeyCodec {

    private static final int LONGEST = 160;
    private static final Pattern CLAIM =
            Pattern.compile("k1/([a-z0-9][a-z0-9-]{0,31})/([A-Za-z0-9_-]{0,32})/([1-9][0-9]{0,8})");

    private final Macs macs;

    CallbackKeyCodec(Macs macs) {
        this.macs = macs;
    }

    /** What a genuine key says of itself. */
    record Claim(KeyOwner owner, int generation) {}

    Secret write(Claim claim) {
        byte[] message = ("k1/" + claim.owner().partner() + "/" + claim.owner().accountColumn() + "/"
                        + claim.generation())
                .getBytes(US_ASCII);
        byte[] tag = macs.tag(message);
        byte[] key = Arrays.copyOf(message, message.length + tag.length);
        System.arraycopy(tag, 0, key, message.length, tag.length);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    }

    /** The claim of a genuine key, and nothing for anything else. */
    Optional<Claim> read(String key) {
        return decode(key).filter(bytes -> bytes.length > Macs.TAG_LENGTH).flatMap(this::verified);
    }

    private Optional<Claim> verified(byte[] key) {
        int split = key.length - Macs.TAG_LENGTH;
        byte[] message = Arrays.copyOf(key, split);
        if (!macs.verify(Arrays.copyOfRange(key, split, key.length), message)) {
            return Optional.empty();
        }
        Matcher claim = CLAIM.matcher(new String(message, US_ASCII));
        return claim.matches()
                ? Optional.of(new Claim(KeyOwner.of(claim.group(1), claim.group(2)), Integer.parseInt(claim.group(3))))
                : Optional.empty();
    }

    private static Optional<byte[]> decode(String key) {
        if (key.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(key);
            boolean canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(key);
            return canonical ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
