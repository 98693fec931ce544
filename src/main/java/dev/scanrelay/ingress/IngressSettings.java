package dev.scanrelay.ingress;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How notifications are taken in. */
@ConfigMapping(prefix = "scanrelay.ingress")
public interface IngressSettings {

    /** The largest body taken; more is answered 413. */
    @WithDefault("16K")
    MemorySize maxBodySize();

    /**
     * How long Kafka may take to acknowledge, at most 2 s less some slack for the answer. Later the sender is told 503; the record may
     * still arrive, which is harmless: a notification is a hint.
     */
    @WithDefault("1500ms")
    Duration ackTimeout();

    /** What a sender is told in {@code Retry-After} when Kafka does not acknowledge. */
    @WithDefault("5s")
    Duration retryAfter();

    /** Memory for records that wait for Kafka. When it is full, senders are told 503 at once. */
    @WithDefault("16M")
    MemorySize buffer();

    /** How long the start waits for Kafka to be seen. It goes on without: senders are then told 503 until Kafka comes. */
    @WithDefault("5s")
    Duration startWait();

    /**
     * Proxies, as CIDR ranges, whose {@code X-Forwarded-For} is believed by the address guard. None by default: then the address is
     * that of the socket's other end.
     */
    Optional<List<String>> trustedProxies();

    /** What every notification has to fulfil besides its callback key. Nothing by default. */
    GuardSettings guards();

    /** By partner id: guards that stand in for the ones of the same kind above. */
    Map<String, PartnerSettings> partners();

    /** Of one partner. */
    interface PartnerSettings {

        GuardSettings guards();
    }

    /** Conditions on top of the callback key; each one that is set has to be met. */
    interface GuardSettings {

        /** A header with an agreed value. */
        Optional<SecretHeader> secretHeader();

        /** A signature over the raw body. */
        Optional<Hmac> hmac();

        /** A certificate shown in the TLS handshake and trusted by {@code quarkus.tls.trust-store}. */
        Optional<ClientCertificate> clientCertificate();

        /** Addresses, as CIDR ranges, that may send. */
        Optional<List<String>> addresses();
    }

    /** A header with an agreed value. */
    interface SecretHeader {

        /** The header's name, such as {@code X-Webhook-Secret}. */
        String name();

        /** Its value, at least 16 characters. */
        String value();
    }

    /** HMAC-SHA256 over the raw body. */
    interface Hmac {

        /** The header with the signature, such as {@code X-Signature}; a leading {@code sha256=} is allowed in it. */
        String header();

        /** The key, at least 16 characters; its UTF-8 bytes count. */
        String key();

        /** How the signature is written; hex if left out. A default in the usual form would make the whole group obligatory. */
        Optional<Encoding> encoding();

        /** How the signature is written. */
        enum Encoding {
            /** Digits and letters a to f, either case. */
            HEX,
            /** Base64 with its usual alphabet. */
            BASE64
        }
    }

    /** The names a client certificate has to bear; at least one of them is needed. */
    interface ClientCertificate {

        /** The subject's distinguished name as in RFC 2253, such as {@code CN=itero,O=Align}. */
        Optional<String> subject();

        /** The issuer's distinguished name as in RFC 2253. */
        Optional<String> issuer();
    }
}
