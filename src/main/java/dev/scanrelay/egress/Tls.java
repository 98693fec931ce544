package dev.scanrelay.egress;

import dev.scanrelay.egress.EgressSettings.ClientCertificate;
import dev.scanrelay.startup.SettingProblem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Whom we trust, and which certificate we show to whom. */
final class Tls {

    private static final String PREFIX = "scanrelay.egress.";
    private static final String EXAMPLE = "/etc/scanrelay/egress.p12";

    private Tls() {}

    /** A client like the one given, that trusts the operator's own authorities as well. */
    static OkHttpClient trusting(OkHttpClient usual, EgressSettings settings) {
        return settings.trustStore().isEmpty() ? usual : with(usual, null, trust(settings));
    }

    /** For each host that wants a certificate, the client that shows it. */
    static Map<String, OkHttpClient> showing(OkHttpClient usual, EgressSettings settings) {
        Map<String, OkHttpClient> byHost = new HashMap<>();
        settings.clientCertificates().forEach((name, certificate) -> {
            OkHttpClient showing = with(usual, keys(name, certificate), trust(settings));
            for (String host : certificate.hosts()) {
                if (byHost.put(host.strip().toLowerCase(Locale.ROOT), showing) != null) {
                    throw SettingProblem.of(
                            setting(name, "hosts"), "names a host that has a certificate already", "dpms.example.com");
                }
            }
        });
        return byHost;
    }

    private static OkHttpClient with(OkHttpClient usual, KeyManager @Nullable [] keys, X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return usual.newBuilder()
                    .sslSocketFactory(context.getSocketFactory(), trust)
                    .build();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static KeyManager[] keys(String name, ClientCertificate certificate) {
        String setting = setting(name, "key-store");
        KeyStore store = load(setting, certificate.keyStore(), certificate.keyStorePassword());
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, certificate.keyStorePassword().toCharArray());
            if (Collections.list(store.aliases()).stream().noneMatch(alias -> isKey(store, alias))) {
                throw SettingProblem.of(setting, "holds no key", EXAMPLE);
            }
            return keys.getKeyManagers();
        } catch (GeneralSecurityException wrongPassword) {
            throw SettingProblem.of(setting, "holds a key that its password does not open", EXAMPLE);
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException notLoaded) {
            throw new IllegalStateException(notLoaded);
        }
    }

    private static X509TrustManager trust(EgressSettings settings) {
        try {
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(null, null);
            for (X509Certificate known : manager(null).getAcceptedIssuers()) {
                all.setCertificateEntry("java-" + all.size(), known);
            }
            if (settings.trustStore().isPresent()) {
                KeyStore own = load(
                        PREFIX + "trust-store",
                        settings.trustStore().get(),
                        settings.trustStorePassword().orElse(""));
                for (String alias : Collections.list(own.aliases())) {
                    all.setCertificateEntry("own-" + all.size(), own.getCertificate(alias));
                }
            }
            return manager(all);
        } catch (GeneralSecurityException | IOException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return List.of(factory.getTrustManagers()).stream()
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static KeyStore load(String setting, Path file, String password) {
        File readable = Optional.of(file.toFile())
                .filter(File::canRead)
                .orElseThrow(() -> SettingProblem.of(setting, "is not a file that can be read", EXAMPLE));
        try {
            return KeyStore.getInstance(readable, password.toCharArray());
        } catch (GeneralSecurityException | IOException notOpened) {
            throw SettingProblem.of(setting, "is no PKCS#12 file, or its password is another", EXAMPLE);
        }
    }

    private static String setting(String name, String property) {
        return PREFIX + "client-certificates.\"" + name + "\"." + property;
    }
}
