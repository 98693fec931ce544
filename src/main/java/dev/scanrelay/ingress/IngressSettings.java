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
     * How long Kafka may take to acknowledge, 100 ms to 1600 ms. Later the notification goes to the spool; the record may still
     * arrive, which is harmless: a notification is a hint.
     */
    @WithDefault("1500ms")
    Duration ackTimeout();

    /** What a sender is told in {@code Retry-After} when neither Kafka nor the spool took the notification. */
    @WithDefault("5s")
    Duration retryAfter();

    /** Memory for records that wait for Kafka. When it is full, notifications go to the spool. */
    @WithDefault("16M")
    MemorySize buffer();

    /** How long the start waits for Kafka to be seen. It goes on without: notifications then go to the spool until Kafka comes. */
    @WithDefault("5s")
    Duration startWait();

    /** Notifications that may wait to be stored at once; more are told 503. It bounds memory when Kafka and database are slow. */
    @WithDefault("4000")
    int inFlight();

    /** How long the body of a notification may take to come in; then the connection, or the stream of HTTP/2, is closed. 1 s to 60 s. */
    @WithDefault("10s")
    Duration bodyTimeout();

    /** Where notifications wait in the database while Kafka is out. */
    SpoolSettings spool();

    /**
     * Proxies, as CIDR ranges, whose {@code X-Forwarded-For} is believed by the address guard. None by default: then the address is
     * that of the socket's other end.
     */
    Optional<List<String>> trustedProxies();

    /** What every notification has to fulfil besides its callback key. Nothing by default. */
    GuardSettings guards();

    /** By partner id: guards that stand in for the ones of the same kind above. */
    Map<String, PartnerSettings> partners();

    /** The spool. */
    interface SpoolSettings {

        /** How long the database may take to store a notification; then the sender is told 503. 100 ms to 2 s. */
        @WithDefault("800ms")
        Duration timeout();

        /** How often Kafka is tried by a notification while it is out. */
        @WithDefault("500ms")
        Duration tryEvery();

        /** How often the spool is looked at for what Kafka may take now. */
        @WithDefault("1s")
        Duration drainEvery();

        /**
         * The most notifications that wait in the database; beyond it senders are told 503. It bounds the disk that a long outage of Kafka
         * takes, about 400 bytes each.
         */
        @WithDefault("1000000")
        long maxDepth();

        /** The most notifications that are brought to Kafka at once. More: fewer round trips, and more memory. */
        @WithDefault("500")
        int batchSize();
    }

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
