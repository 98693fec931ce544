package dev.scanrelay.endpoint;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What deliveries to an endpoint are signed with.
 *
 * @param key raw: 32 bytes, of HMAC-SHA256 or the private key of Ed25519
 * @param publicKey of Ed25519
 * @param expiresAt when it is no longer used; none for the current one of its kind
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EndpointSecret(
        UUID id, Kind kind, byte[] key, Optional<byte[]> publicKey, Instant createdAt, Optional<Instant> expiresAt) {

    /** A scheme of Standard Webhooks 1.0. */
    enum Kind {
        HMAC("hmac", "v1"),
        ED25519("ed25519", "v1a");

        private final String label;
        private final String version;

        Kind(String label, String version) {
            this.label = label;
            this.version = version;
        }

        String label() {
            return label;
        }

        /** Its name in front of a signature. */
        String version() {
            return version;
        }

        static Kind labelled(String label) {
            return HMAC.label.equals(label) ? HMAC : ED25519;
        }
    }

    /** As Standard Webhooks writes it: for whoever verifies v1, to be told once. */
    Optional<String> shownSecret() {
        return kind == Kind.HMAC ? Optional.of("whsec_" + Base64.getEncoder().encodeToString(key)) : Optional.empty();
    }

    Optional<String> shownPublicKey() {
        return publicKey.map(EndpointSecret::shown);
    }

    static String shown(byte[] publicKey) {
        return "whpk_" + Base64.getEncoder().encodeToString(publicKey);
    }

    @Override
    public String toString() {
        return "EndpointSecret[" + id + "]";
    }
}
