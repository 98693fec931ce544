package dev.scanrelay.kafka;

import dev.scanrelay.mounted.MountedFiles;
import dev.scanrelay.mounted.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;

/** Name and password as {@code sasl.jaas.config} of a KafkaUser's Secret says when a client signs in. Kafka's own clients read them once. */
public final class MountedPassword implements AuthenticateCallbackHandler {

    static final String DIRECTORY = "scanrelay.password.directory";

    static final String FILE = "sasl.jaas.config";

    private Path directory = Path.of("");

    @Override
    public void configure(Map<String, ?> properties, String mechanism, List<AppConfigurationEntry> ignored) {
        directory = Optional.ofNullable(properties.get(DIRECTORY))
                .map(Object::toString)
                .map(Path::of)
                .orElseThrow(() -> new ConfigException("no directory with " + FILE));
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        Map<String, ?> user = user(directory);
        for (Callback callback : callbacks) {
            switch (callback) {
                case NameCallback name -> name.setName(of(user, "username"));
                case PasswordCallback password ->
                    password.setPassword(of(user, "password").toCharArray());
                case ScramExtensionsCallback none -> none.extensions(Map.of());
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    /** The options of the first login module. */
    static Map<String, ?> user(Path directory) throws IOException {
        try {
            String text = Optional.ofNullable(
                            MountedFiles.read(directory, FILE::equals).get(FILE))
                    .orElseThrow(() -> new IOException(directory.resolve(FILE) + " is not there"));
            return JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(text)))
                    .configurationEntries()
                    .getFirst()
                    .getOptions();
        } catch (Unreadable unreadable) {
            throw new IOException(unreadable.getMessage());
        } catch (IllegalArgumentException malformed) { // its words may quote the password
            throw new IOException(directory.resolve(FILE) + " holds no login module with its options");
        }
    }

    private String of(Map<String, ?> user, String option) throws IOException {
        return Optional.ofNullable(user.get(option))
                .map(Object::toString)
                .orElseThrow(() -> new IOException(directory.resolve(FILE) + " has no " + option));
    }

    @Override
    public void close() {
        // holds nothing
    }
}
