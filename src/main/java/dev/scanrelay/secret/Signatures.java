package dev.scanrelay.secret;

import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.PublicKeyVerify;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Ed25519 signatures under the keyset's purpose {@code audit}: the primary signs, older keys verify. A document made before there was
 * that purpose has no such key; {@code keyset add FILE audit} puts one in.
 */
@Singleton
public final class Signatures {

    private final Keyring keys;

    Signatures(Keyring keys) {
        this.keys = keys;
    }

    /** With the keyset that the settings lead to, for a command, which has no beans. */
    public static Signatures of(Config config) {
        return new Signatures(new Keyring(KeysetLoader.load(config)));
    }

    /** False if there is no key: then nothing is signed, and no signature is good. */
    public boolean isAble() {
        return able().isPresent();
    }

    /** Empty without a key. */
    public Optional<byte[]> sign(byte[] message) {
        return able().map(Keysets::signer).map(key -> sign(key, message));
    }

    public boolean verify(byte[] signature, byte[] message) {
        return able().map(Keysets::verifier)
                .filter(verifier -> verify(verifier, signature, message))
                .isPresent();
    }

    private Optional<Keysets> able() {
        return Optional.of(keys.now()).filter(now -> now.has(Purpose.AUDIT));
    }

    private static byte[] sign(PublicKeySign key, byte[] message) {
        try {
            return key.sign(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("signing failed", impossible);
        }
    }

    private static boolean verify(PublicKeyVerify keys, byte[] signature, byte[] message) {
        try {
            keys.verify(signature, message);
            return true;
        } catch (GeneralSecurityException forged) {
            return false;
        }
    }
}
