package dev.scanrelay.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** From our settings to the properties of Kafka's clients. None of them holds a secret: classes of ours fetch those when they are needed. */
final class ClientProperties {

    /** Properties of ours, that our classes find among a client's. */
    static final String CA_DIRECTORY = "scanrelay.ca.directory";

    static final String USER_DIRECTORY = "scanrelay.user.directory";

    private ClientProperties() {}

    static Map<String, String> of(
            Security security, Optional<String> ca, Optional<String> user, Optional<String> tokens) {
        Map<String, String> properties = new HashMap<>();
        if (security == Security.PLAINTEXT) {
            return properties;
        }
        properties.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, MountedCertificates.class.getName());
        ca.ifPresent(directory -> properties.put(CA_DIRECTORY, directory));
        switch (security) {
            case PLAINTEXT, TLS -> protocol(properties, "SSL");
            case MTLS -> {
                protocol(properties, "SSL");
                user.ifPresent(directory -> properties.put(USER_DIRECTORY, directory));
            }
            case SCRAM_SHA_512 -> {
                sasl(properties, "SCRAM-SHA-512", ScramLoginModule.class);
                properties.put(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, MountedPassword.class.getName());
                user.ifPresent(directory -> properties.put(MountedPassword.DIRECTORY, directory));
            }
            case OAUTH -> {
                sasl(properties, OAuthBearerLoginModule.OAUTHBEARER_MECHANISM, OAuthBearerLoginModule.class);
                properties.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, OAuthLogin.class.getName());
                tokens.ifPresent(endpoint -> properties.put(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, endpoint));
            }
        }
        return properties;
    }

    private static void sasl(Map<String, String> properties, String mechanism, Class<?> module) {
        protocol(properties, "SASL_SSL");
        properties.put(SaslConfigs.SASL_MECHANISM, mechanism);
        properties.put(SaslConfigs.SASL_JAAS_CONFIG, module.getName() + " required;");
    }

    private static void protocol(Map<String, String> properties, String protocol) {
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
    }
}
