package dev.scanrelay.database;

import dev.scanrelay.local.embedded.LocalPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A real PostgreSQL whose certificate, by an authority of the test's own, names {@code localhost} and no address. */
final class TlsPostgres implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    private final Path authority;
    private final LocalPostgres server;

    private TlsPostgres(Path authority, LocalPostgres server) {
        this.authority = authority;
        this.server = server;
    }

    static TlsPostgres start(Path folder) throws Exception {
        keytool(folder, "authority", "CN=authority", "-ext", "bc:c");
        keytool(folder, "server", "CN=server", "-ext", "san=dns:localhost", "-signer", "authority");
        KeyStore keys = read(folder);
        Path key = folder.resolve("server.key");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key,
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        Path certificate = certificate(folder, keys, "server");
        return new TlsPostgres(
                certificate(folder, keys, "authority"),
                LocalPostgres.start(
                        folder.resolve("data"),
                        0,
                        Map.of("ssl", "on", "ssl_cert_file", certificate.toString(), "ssl_key_file", key.toString())));
    }

    /** As the chart has it: helm/scanrelay/templates/_settings.tpl. */
    Map<String, String> settings(String jdbcHost, String reactiveHost) {
        String prefix = "quarkus.datasource.";
        return Map.of(
                prefix + "username",
                server.user(),
                prefix + "jdbc.url",
                "jdbc:postgresql://" + jdbcHost + ":" + server.port() + "/postgres?sslmode=verify-full&sslrootcert="
                        + authority,
                prefix + "reactive.url",
                "postgresql://" + reactiveHost + ":" + server.port() + "/postgres",
                prefix + "reactive.postgresql.ssl-mode",
                "verify-full",
                prefix + "reactive.trust-certificate-pem",
                "true",
                prefix + "reactive.trust-certificate-pem.certs",
                authority.toString(),
                prefix + "reactive.hostname-verification-algorithm",
                "HTTPS");
    }

    @Override
    public void close() {
        server.close();
    }

    private static void keytool(Path folder, String alias, String name, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-keystore",
                store(folder).toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    private static KeyStore read(Path folder) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(store(folder))) {
            keys.load(stored, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static Path store(Path folder) {
        return folder.resolve("keys.p12");
    }

    private static Path certificate(Path folder, KeyStore keys, String alias)
            throws IOException, GeneralSecurityException {
        return Files.writeString(
                folder.resolve(alias + ".crt"),
                pem("CERTIFICATE", keys.getCertificate(alias).getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
    }
}
