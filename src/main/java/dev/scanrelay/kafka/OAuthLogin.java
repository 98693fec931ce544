package dev.scanrelay.kafka;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** Kafka's own exchange of client credentials for tokens, with the credentials that are set when a token is asked for. */
public final class OAuthLogin implements AuthenticateCallbackHandler {

    /** Since Kafka 4.0 a client goes to no endpoint that is not listed there. */
    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private static final String PREFIX = KafkaDefaults.PREFIX + "oauth.";

    private Map<String, ?> properties = Map.of();
    private String mechanism = "";

    @Override
    public void configure(Map<String, ?> configs, String saslMechanism, List<AppConfigurationEntry> ignored) {
        properties = configs;
        mechanism = saslMechanism;
        Optional.ofNullable(configs.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL))
                .map(Object::toString)
                .ifPresent(OAuthLogin::allow);
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        try (Delegate now = new Delegate(new OAuthBearerLoginCallbackHandler())) {
            now.handler.configure(properties, mechanism, List.of(credentials()));
            now.handler.handle(callbacks);
        }
    }

    private record Delegate(OAuthBearerLoginCallbackHandler handler) implements AutoCloseable {

        @Override
        public void close() {
            handler.close();
        }
    }

    private static AppConfigurationEntry credentials() {
        Config config = ConfigProviderResolver.instance().getConfig(OAuthLogin.class.getClassLoader());
        Map<String, Object> options = new HashMap<>();
        option(config, "client-id", OAuthBearerLoginCallbackHandler.CLIENT_ID_CONFIG, options);
        option(config, "client-secret", OAuthBearerLoginCallbackHandler.CLIENT_SECRET_CONFIG, options);
        option(config, "scope", OAuthBearerLoginCallbackHandler.SCOPE_CONFIG, options);
        return new AppConfigurationEntry(
                OAuthBearerLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, options);
    }

    private static void option(Config config, String setting, String option, Map<String, Object> options) {
        config.getOptionalValue(PREFIX + setting, String.class).ifPresent(value -> options.put(option, value));
    }

    private static synchronized void allow(String endpoint) {
        String listed = System.getProperty(ALLOWED, "");
        if (!List.of(listed.split(",")).contains(endpoint)) {
            System.setProperty(ALLOWED, listed.isEmpty() ? endpoint : listed + "," + endpoint);
        }
    }

    @Override
    public void close() {
        // each token has a delegate of its own
    }
}
