package dev.scanrelay.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** Known bytes under a key: they show whether a keyset still holds the keys that the database relies on. */
final class Canary {

    private static final byte[] SONG = "scanrelay canary".getBytes(UTF_8);
    private static final int INDEX_LENGTH = 16;

    private final Keysets keysets;

    Canary(Keysets keysets) {
        this.keysets = keysets;
    }

    byte[] proof(Purpose purpose) {
        try {
            return switch (purpose) {
                case SEALING -> keysets.aead().encrypt(SONG, SONG);
                case CALLBACK_KEYS -> keysets.mac().computeMac(SONG);
                case INDEX -> keysets.index().computePrimary(SONG, INDEX_LENGTH);
                case AUDIT -> keysets.signer().sign(SONG);
            };
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a canary can't be made", impossible);
        }
    }

    boolean holds(Purpose purpose, byte[] proof) {
        return switch (purpose) {
            case SEALING -> opens(keysets.aead(), proof);
            case CALLBACK_KEYS -> verifies(keysets.mac(), proof);
            case INDEX -> computes(keysets.index(), proof);
            case AUDIT -> verifies(keysets.verifier(), proof);
        };
    }

    private static boolean opens(Aead aead, byte[] proof) {
        try {
            return MessageDigest.isEqual(aead.decrypt(proof, SONG), SONG);
        } catch (GeneralSecurityException otherKey) {
            return false;
        }
    }

    private static boolean verifies(Mac mac, byte[] proof) {
        try {
            mac.verifyMac(proof, SONG);
            return true;
        } catch (GeneralSecurityException otherKey) {
            return false;
        }
    }

    private static boolean verifies(PublicKeyVerify keys, byte[] proof) {
        try {
            keys.verify(proof, SONG);
            return true;
        } catch (GeneralSecurityException otherKey) {
            return false;
        }
    }

    private static boolean computes(PrfSet functions, byte[] proof) {
        try {
            for (var function : functions.getPrfs().values()) {
                if (MessageDigest.isEqual(function.compute(SONG, INDEX_LENGTH), proof)) {
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a canary can't be checked", impossible);
        }
    }
}
