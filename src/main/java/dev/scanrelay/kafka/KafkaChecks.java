package dev.scanrelay.kafka;

import dev.scanrelay.mounted.MountedFiles;
import dev.scanrelay.mounted.Unreadable;
import dev.scanrelay.startup.SettingProblem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;

/** What can't work, found at the start. */
final class KafkaChecks {

    private static final String USER_DIRECTORY = "user-directory";
    private static final String USER_EXAMPLE = "/etc/scanrelay/kafka/user (the KafkaUser's Secret, mounted)";

    private KafkaChecks() {}

    static Security check(KafkaSettings settings) {
        Security security = Security.named(settings.security())
                .orElseThrow(() ->
                        problem("security", "is none of plaintext, tls, mtls, scram-sha-512, oauth", "scram-sha-512"));
        switch (security) {
            case PLAINTEXT -> noDirectories(settings);
            case TLS -> certificates(settings, Optional.empty());
            case MTLS ->
                certificates(
                        settings,
                        Optional.of(
                                files(settings, List.of(MountedCertificates.CERTIFICATE, MountedCertificates.KEY))));
            case SCRAM_SHA_512 -> {
                certificates(settings, Optional.empty());
                password(files(settings, List.of(MountedPassword.FILE)));
            }
            case OAUTH -> {
                certificates(settings, Optional.empty());
                oauth(settings.oauth());
            }
        }
        return security;
    }

    private static void noDirectories(KafkaSettings settings) {
        if (settings.caDirectory().isPresent() || settings.userDirectory().isPresent()) {
            throw problem("security", "is plaintext, and directories with certificates are set", "mtls");
        }
    }

    private static void certificates(KafkaSettings settings, Optional<Path> user) {
        Optional<String> ca = settings.caDirectory().map(Path::toString);
        if (settings.caDirectory().isPresent()
                && read("ca-directory", settings.caDirectory().get(), name -> name.endsWith(".crt"))
                        .isEmpty()) {
            throw problem("ca-directory", "leads to no *.crt", "/etc/scanrelay/kafka/ca");
        }
        try (MountedCertificates certificates = new MountedCertificates()) {
            certificates.configure(
                    Map.copyOf(ClientProperties.of(Security.MTLS, ca, user.map(Path::toString), Optional.empty())));
        } catch (KafkaException unusable) { // its words may quote a file
            throw problem(
                    user.isPresent() ? USER_DIRECTORY : "ca-directory",
                    "leads to a certificate or key that can't be used (PEM, the key as PKCS#8 without a password)",
                    "/etc/scanrelay/kafka/ca");
        }
    }

    private static Path files(KafkaSettings settings, List<String> needed) {
        Path directory =
                settings.userDirectory().orElseThrow(() -> problem(USER_DIRECTORY, "is not set", USER_EXAMPLE));
        Map<String, String> there = read(USER_DIRECTORY, directory, needed::contains);
        needed.stream()
                .filter(name -> there.getOrDefault(name, "").isBlank())
                .findFirst()
                .ifPresent(missing -> {
                    throw problem(USER_DIRECTORY, "leads to a directory without " + missing, USER_EXAMPLE);
                });
        return directory;
    }

    private static Map<String, String> read(String setting, Path directory, Predicate<String> names) {
        try {
            return MountedFiles.read(directory, names);
        } catch (Unreadable unreadable) {
            throw problem(setting, "leads to what can't be read: " + unreadable.getMessage(), USER_EXAMPLE);
        }
    }

    private static void password(Path directory) {
        try {
            Map<String, ?> user = MountedPassword.user(directory);
            if (!user.containsKey("username") || !user.containsKey("password")) {
                throw problem(USER_DIRECTORY, "has a sasl.jaas.config without username or password", USER_EXAMPLE);
            }
        } catch (IOException unusable) {
            throw problem(USER_DIRECTORY, "is unusable: " + unusable.getMessage(), USER_EXAMPLE);
        }
    }

    private static void oauth(KafkaSettings.OAuth settings) {
        needed("oauth.token-endpoint", settings.tokenEndpoint().map(URI::toString), "https://login.example.com/token");
        needed("oauth.client-id", settings.clientId(), "scanrelay");
        needed("oauth.client-secret", settings.clientSecret(), "<as a file in scanrelay.secrets.directory>");
    }

    private static void needed(String name, Optional<String> value, String example) {
        if (value.filter(text -> !text.isBlank()).isEmpty()) {
            throw problem(name, "is not set", example);
        }
    }

    private static SettingProblem problem(String name, String what, String example) {
        return SettingProblem.of(KafkaDefaults.PREFIX + name, what, example);
    }
}
