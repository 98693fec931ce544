package dev.scanrelay.listen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's certificate for localhost and scans.example.com, and a store that trusts it. */
final class Certificate {

    static final String PASSWORD = "changeit";

    private final Path folder;

    Certificate(Path folder) {
        this.folder = folder;
        keytool(
                "-genkeypair",
                "server.p12",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,dns:scans.example.com");
        keytool("-exportcert", "server.p12", "-rfc", "-file", pem().toString());
        keytool("-importcert", "trusted.p12", "-noprompt", "-file", pem().toString());
    }

    Path trustStore() {
        return folder.resolve("trusted.p12");
    }

    Path pem() {
        return folder.resolve("server.pem");
    }

    SSLContext context() {
        try (InputStream stored = Files.newInputStream(folder.resolve("server.p12"))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(stored, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void keytool(String verb, String store, String... more) {
        String[] command = {
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            verb,
            "-alias",
            "server",
            "-keystore",
            folder.resolve(store).toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD
        };
        String[] whole = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, whole, command.length, more.length);
        Tool.run(whole);
    }
}
