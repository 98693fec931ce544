package dev.scanrelay.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.prf.Prf;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * A keyed digest by which a sealed value can be found: equal values, and spellings that differ only in case, surrounding blanks or
 * Unicode form, give equal bytes. The field and the scope (for example {@code chart-number} and the partner) go into the digest, so
 * that equal values of two fields or partners do not show.
 */
@Singleton
public final class BlindIndex {

    private static final int LENGTH = 16;

    private final Keyring keys;

    BlindIndex(Keyring keys) {
        this.keys = keys;
    }

    /** What to store beside the sealed value. */
    public byte[] of(String field, String scope, String value) {
        try {
            return keys.now().index().computePrimary(input(field, scope, value), LENGTH);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("an index value can't be computed", impossible);
        }
    }

    /** What to search for: one per key, since rows written before a rotation carry the older key's digest. */
    public List<byte[]> candidates(String field, String scope, String value) {
        byte[] input = input(field, scope, value);
        try {
            return keys.now().index().getPrfs().values().stream()
                    .map(function -> compute(function, input))
                    .toList();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("an index value can't be computed", impossible);
        }
    }

    private static byte[] compute(Prf function, byte[] input) {
        try {
            return function.compute(input, LENGTH);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("an index value can't be computed", impossible);
        }
    }

    private static byte[] input(String field, String scope, String value) {
        String normalised =
                Normalizer.normalize(value.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return (field + '\0' + scope + '\0' + normalised).getBytes(UTF_8);
    }
}
