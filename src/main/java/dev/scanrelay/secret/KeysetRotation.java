package dev.scanrelay.secret;

import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import java.security.GeneralSecurityException;
import java.util.Objects;

/**
 * The steps of changing a key while several replicas run: add it everywhere, promote it everywhere, and retire the old one when
 * nothing is sealed with it any more.
 */
final class KeysetRotation {

    private KeysetRotation() {}

    static KeysetHandle fresh(Purpose purpose) {
        return build(KeysetHandle.newBuilder().addEntry(entry(purpose).makePrimary()));
    }

    /** The new key opens what is sealed with it; the primary stays. */
    static KeysetHandle add(Purpose purpose, KeysetHandle keyset) {
        return build(KeysetHandle.newBuilder(keyset).addEntry(entry(purpose)));
    }

    /** The key added last seals from now on. */
    static KeysetHandle promote(KeysetHandle keyset) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        builder.getAt(builder.size() - 1).makePrimary();
        return build(builder);
    }

    /** Only the primary is left. */
    static KeysetHandle retire(KeysetHandle keyset) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
        for (int position = builder.size() - 1; position >= 0; position--) {
            if (!builder.getAt(position).isPrimary()) {
                builder.deleteAt(position);
            }
        }
        return build(builder);
    }

    /** Each key has to be of the kind that its purpose asks for: the tags are compared by id, so none may go without one. */
    static void requireKeysFor(Purpose purpose, KeysetHandle keyset) throws GeneralSecurityException {
        for (int position = 0; position < keyset.size(); position++) {
            if (!Objects.equals(keyset.getAt(position).getKey().getParameters(), purpose.parameters())) {
                throw new GeneralSecurityException("a key of another kind");
            }
        }
    }

    private static KeysetHandle.Builder.Entry entry(Purpose purpose) {
        return KeysetHandle.generateEntryFromParameters(purpose.parameters())
                .withRandomId()
                .setStatus(KeyStatus.ENABLED);
    }

    private static KeysetHandle build(KeysetHandle.Builder builder) {
        try {
            return builder.build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a keyset can't be built", impossible);
        }
    }
}
