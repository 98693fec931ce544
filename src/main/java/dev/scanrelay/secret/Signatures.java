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

    private final Optional<PublicKeySign> signer;
    private final Optional<PublicKeyVerify> verifier;

    Signatures(Keysets keysets) {
        Optional<Keysets> able = Optional.of(keysets).filter(keys -> keys.has(Purpose.AUDIT));
        this.signer = able.map(Keysets::signer);
        this.verifier = able.map(Keysets::verifier);
    }

    /** With the keyset that the settings lead to, for a command, which has no beans. */
    public static Signatures of(Config config) {
        return new Signatures(KeysetLoader.load(config));
    }

    /** False if there is no key: then nothing is signed, and no signature is good. */
    public boolean isAble() {
        return signer.isPresent();
    }

    /** Empty without a key. */
    public Optional<byte[]> sign(byte[] message) {
        return signer.map(key -> sign(key, message));
    }

    public boolean verify(byte[] signature, byte[] message) {
        return verifier.filter(keys -> verify(keys, signature, message)).isPresent();
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
