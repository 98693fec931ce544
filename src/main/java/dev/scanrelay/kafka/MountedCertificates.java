package dev.scanrelay.kafka;

import dev.scanrelay.mounted.MountedFiles;
import dev.scanrelay.mounted.Unreadable;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * TLS with certificates as they are mounted when a connection is made. Kafka's own clients read them once. Where what is mounted now
 * can't be used, what could be is.
 */
public final class MountedCertificates implements SslEngineFactory {

    private static final Logger LOG = Logger.getLogger(MountedCertificates.class);
    private static final String PEM = "PEM";

    static final String CERTIFICATE = "user.crt";
    static final String KEY = "user.key";

    private Map<String, ?> properties = Map.of();
    private Map<String, String> inUse = Map.of();
    private @Nullable DefaultSslEngineFactory factory;

    @Override
    public synchronized void configure(Map<String, ?> configs) {
        properties = configs;
        try {
            renew(pems());
        } catch (Unreadable unreadable) {
            throw new ConfigException(unreadable.getMessage());
        }
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String identification) {
        return current().createClientSslEngine(host, port, identification);
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("for clients alone");
    }

    private synchronized DefaultSslEngineFactory current() {
        try {
            Map<String, String> now = pems();
            if (!now.equals(inUse)) {
                renew(now);
                LOG.info("Certificates for Kafka were renewed");
            }
        } catch (Unreadable unreadable) {
            LOG.errorf("Certificates for Kafka are not in use; those before are cause=%s", unreadable.getMessage());
        } catch (KafkaException unusable) {
            LOG.error("Certificates for Kafka can't be used; those before are");
        }
        return made();
    }

    private DefaultSslEngineFactory made() {
        return Optional.ofNullable(factory).orElseThrow(() -> new IllegalStateException("not configured"));
    }

    private void renew(Map<String, String> pems) {
        Map<String, Object> all = new HashMap<>(properties);
        pems.forEach((name, pem) -> all.put(name, new Password(pem)));
        if (pems.containsKey(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG)) {
            all.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
        }
        if (pems.containsKey(SslConfigs.SSL_KEYSTORE_KEY_CONFIG)) {
            all.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
        }
        DefaultSslEngineFactory next = new DefaultSslEngineFactory();
        next.configure(all);
        factory = next;
        inUse = pems;
    }

    private Map<String, String> pems() throws Unreadable {
        Map<String, String> pems = new HashMap<>();
        Optional<Path> ca = directory(ClientProperties.CA_DIRECTORY);
        if (ca.isPresent()) {
            pems.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, authorities(ca.get()));
        }
        Optional<Path> user = directory(ClientProperties.USER_DIRECTORY);
        if (user.isPresent()) {
            Map<String, String> files = MountedFiles.read(user.get(), Set.of(CERTIFICATE, KEY)::contains);
            pems.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, files.getOrDefault(CERTIFICATE, ""));
            pems.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, files.getOrDefault(KEY, ""));
        }
        return pems;
    }

    /** While Strimzi exchanges its authority, the one before lies beside it under a name with a date. */
    private static String authorities(Path directory) throws Unreadable {
        return String.join(
                "\n",
                MountedFiles.read(directory, name -> name.endsWith(".crt")).values());
    }

    private Optional<Path> directory(String property) {
        return Optional.ofNullable(properties.get(property))
                .map(Object::toString)
                .map(Path::of);
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> next) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public synchronized KeyStore keystore() {
        return made().keystore();
    }

    @Override
    public synchronized KeyStore truststore() {
        return made().truststore();
    }

    @Override
    public void close() {
        // holds no resources
    }
}
