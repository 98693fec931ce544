package dev.scanrelay.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/**
 * Seals what rests in the database. The context says where the value belongs, for example {@code grant:<id>:access}: a value
 * copied to another row or column does not open there. Old keys of the keyset open, the primary seals.
 */
@Singleton
public final class Vault {

    private static final byte TINK_PREFIX = 1;
    private static final int PREFIX_LENGTH = 5; // a version byte and the key's id: Tink's output prefix

    private final Keyring keys;

    Vault(Keyring keys) {
        this.keys = keys;
    }

    public byte[] seal(String value, String context) {
        try {
            return keys.now().aead().encrypt(value.getBytes(UTF_8), context.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("sealing failed", impossible);
        }
    }

    public byte[] seal(Secret value, String context) {
        return seal(value.reveal(), context);
    }

    /**
     * Opens what was sealed with any key of the keyset.
     *
     * @throws SealBroken if it was sealed under another key or context, or changed since
     */
    public String open(byte[] sealed, String context) {
        try {
            return new String(keys.now().aead().decrypt(sealed, context.getBytes(UTF_8)), UTF_8);
        } catch (GeneralSecurityException broken) {
            throw new SealBroken(context);
        }
    }

    /**
     * Opens a token, key or code.
     *
     * @throws SealBroken if it was sealed under another key or context, or changed since
     */
    public Secret openSecret(byte[] sealed, String context) {
        return Secret.of(open(sealed, context));
    }

    /** The first bytes of everything sealed with the primary key; a row that begins otherwise waits to be sealed anew. */
    byte[] primaryPrefix() {
        return ByteBuffer.allocate(PREFIX_LENGTH)
                .put(TINK_PREFIX)
                .putInt(keys.now().primaryId(Purpose.SEALING))
                .array();
    }
}
