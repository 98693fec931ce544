package dev.scanrelay.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import com.google.crypto.tink.signature.SignatureConfig;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * One installation's keys: a Tink keyset for each {@link Purpose}, kept in one JSON document
 * {@code {"sealing": {...}, "callback-keys": {...}, "index": {...}, "audit": {...}}}. The values are Tink's own JSON keysets.
 */
final class Keysets {

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        try {
            AeadConfig.register();
            MacConfig.register();
            PrfConfig.register();
            SignatureConfig.register();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Tink does not know its own primitives", impossible);
        }
    }

    private final Map<Purpose, KeysetHandle> byPurpose;
    private final Map<Class<?>, Object> primitives = new ConcurrentHashMap<>();

    private Keysets(Map<Purpose, KeysetHandle> byPurpose) {
        this.byPurpose = byPurpose;
    }

    static Keysets create() {
        Map<Purpose, KeysetHandle> fresh = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            fresh.put(purpose, KeysetRotation.fresh(purpose));
        }
        return new Keysets(fresh);
    }

    static Keysets parse(String json) throws MalformedKeyset {
        try {
            JsonNode document = JSON.readTree(json);
            Map<Purpose, KeysetHandle> parsed = new EnumMap<>(Purpose.class);
            for (Purpose purpose : Purpose.values()) {
                if (document.has(purpose.label()) || !purpose.isOptional()) {
                    parsed.put(purpose, parse(document.path(purpose.label()), purpose));
                }
            }
            return new Keysets(parsed);
        } catch (JsonProcessingException notJson) {
            throw new MalformedKeyset("is not JSON"); // the cause would quote key material
        }
    }

    private static KeysetHandle parse(JsonNode keyset, Purpose purpose) throws MalformedKeyset {
        if (!keyset.isObject()) {
            throw new MalformedKeyset("has no keyset \"" + purpose.label() + "\"");
        }
        try {
            KeysetHandle handle = TinkJsonProtoKeysetFormat.parseKeyset(
                    keyset.toString(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
            KeysetRotation.requireKeysFor(purpose, handle);
            return handle;
        } catch (GeneralSecurityException | RuntimeException notAKeyset) {
            throw new MalformedKeyset("holds no usable Tink keyset under \"" + purpose.label() + "\"");
        }
    }

    /** The document, key material included. */
    String reveal() {
        ObjectNode document = JSON.createObjectNode();
        byPurpose.forEach((purpose, handle) -> document.set(purpose.label(), reveal(handle)));
        return document.toString();
    }

    private static JsonNode reveal(KeysetHandle handle) {
        try {
            return JSON.readTree(TinkJsonProtoKeysetFormat.serializeKeyset(
                    handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException | JsonProcessingException impossible) {
            throw new IllegalStateException("a keyset can't be written");
        }
    }

    boolean has(Purpose purpose) {
        return byPurpose.containsKey(purpose);
    }

    /** With a first key for a purpose that had none. */
    Keysets withFirst(Purpose purpose) {
        Map<Purpose, KeysetHandle> more = new EnumMap<>(byPurpose);
        more.put(purpose, KeysetRotation.fresh(purpose));
        return new Keysets(more);
    }

    Keysets with(Purpose purpose, UnaryOperator<KeysetHandle> change) {
        Map<Purpose, KeysetHandle> changed = new EnumMap<>(byPurpose);
        changed.computeIfPresent(purpose, (same, handle) -> change.apply(handle));
        return new Keysets(changed);
    }

    int primaryId(Purpose purpose) {
        return handle(purpose).getPrimary().getId();
    }

    Aead aead() {
        return primitive(Purpose.SEALING, Aead.class);
    }

    Mac mac() {
        return primitive(Purpose.CALLBACK_KEYS, Mac.class);
    }

    PrfSet index() {
        return primitive(Purpose.INDEX, PrfSet.class);
    }

    PublicKeySign signer() {
        return primitive(Purpose.AUDIT, PublicKeySign.class);
    }

    PublicKeyVerify verifier() {
        return PublicKeyVerify.class.cast(primitives.computeIfAbsent(
                PublicKeyVerify.class, type -> primitive(Purpose.AUDIT, publicKeys(), PublicKeyVerify.class)));
    }

    private KeysetHandle publicKeys() {
        try {
            return handle(Purpose.AUDIT).getPublicKeysetHandle();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the keyset \"audit\" has no public keys", impossible);
        }
    }

    private <P> P primitive(Purpose purpose, Class<P> type) {
        return type.cast(primitives.computeIfAbsent(type, made -> primitive(purpose, handle(purpose), type)));
    }

    private static <P> P primitive(Purpose purpose, KeysetHandle handle, Class<P> type) {
        try {
            return handle.getPrimitive(RegistryConfiguration.get(), type);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the keyset \"" + purpose.label() + "\" can't be used", impossible);
        }
    }

    private KeysetHandle handle(Purpose purpose) {
        KeysetHandle handle = byPurpose.get(purpose);
        if (handle == null) {
            throw new IllegalStateException("no keyset \"" + purpose.label() + "\"");
        }
        return handle;
    }

    @Override
    public String toString() {
        return "[keysets]";
    }
}
