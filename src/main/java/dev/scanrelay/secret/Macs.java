package dev.scanrelay.secret;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;

/** Tags that prove a callback key is ours. Old keys of the keyset verify, the primary tags. Comparison takes constant time. */
@Singleton
public final class Macs {

    /** Bytes of a tag: Tink's prefix (which names the key) and 128 bits. */
    public static final int TAG_LENGTH = 21;

    private final Keyring keys;

    Macs(Keyring keys) {
        this.keys = keys;
    }

    public byte[] tag(byte[] message) {
        try {
            return keys.now().mac().computeMac(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a tag can't be computed", impossible);
        }
    }

    public boolean verify(byte[] tag, byte[] message) {
        try {
            keys.now().mac().verifyMac(tag, message);
            return true;
        } catch (GeneralSecurityException forged) {
            return false;
        }
    }
}
