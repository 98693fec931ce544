package dev.scanrelay.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How all clients of Kafka sign in. Where the broker is stays {@code kafka.bootstrap.servers}. */
@ConfigMapping(prefix = "scanrelay.kafka")
public interface KafkaSettings {

    /**
     * {@code plaintext}, {@code tls}, {@code mtls}, {@code scram-sha-512} or {@code oauth}; all but the first over TLS. With
     * {@code plaintext} nothing is set here, so that Kafka's own {@code kafka.*} say what they like. Default: plaintext.
     */
    @WithDefault("plaintext")
    String security();

    /**
     * The cluster's CA Secret as Strimzi writes it, mounted whole: every {@code *.crt} in it is trusted, and no other authority. Unset:
     * those that Java trusts. No default.
     */
    Optional<Path> caDirectory();

    /**
     * The KafkaUser's Secret as Strimzi writes it, mounted whole: {@code user.crt} and {@code user.key} for {@code mtls},
     * {@code sasl.jaas.config} for {@code scram-sha-512}. No default.
     */
    Optional<Path> userDirectory();

    /** The client of an issuer, for {@code oauth}. */
    OAuth oauth();

    /** Client credentials at an issuer, changed into tokens by Kafka's own client. */
    interface OAuth {

        /** The issuer's token endpoint, such as {@code https://login.example.com/realms/kafka/protocol/openid-connect/token}. */
        Optional<URI> tokenEndpoint();

        /** The client id. */
        Optional<String> clientId();

        /** The client secret; it is asked for anew for each token. */
        Optional<String> clientSecret();

        /** The scope to ask for. No default: none. */
        Optional<String> scope();
    }
}
