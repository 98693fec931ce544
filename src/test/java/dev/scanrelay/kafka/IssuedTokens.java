package dev.scanrelay.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;

/** The broker's side: takes what the {@link Issuer} made, and nothing else. */
public final class IssuedTokens implements AuthenticateCallbackHandler {

    private static final long AN_HOUR = 3_600_000;

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        // nothing to configure
    }

    @Override
    public void handle(Callback[] callbacks) {
        for (Callback callback : callbacks) {
            if (callback instanceof OAuthBearerValidatorCallback validator) {
                if (validator.tokenValue().endsWith("." + Issuer.SIGNATURE)) {
                    validator.token(new Taken(validator.tokenValue(), System.currentTimeMillis() + AN_HOUR));
                } else {
                    validator.error("invalid_token", "kafka", "");
                }
            }
        }
    }

    private record Taken(String value, long lifetimeMs) implements OAuthBearerToken {

        @Override
        public Set<String> scope() {
            return Set.of("kafka");
        }

        @Override
        public String principalName() {
            return "scanrelay";
        }

        @Override
        public Long startTimeMs() {
            return null;
        }
    }

    @Override
    public void close() {
        // holds nothing
    }
}
