package dev.scanrelay.listen;

import dev.scanrelay.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** Settings that are the machine's: where the service is, the key, the proxy. None is told on a command line, which others can read. */
record Surroundings(Config config) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    URI service() {
        URI uri = setting("scanrelay.url")
                .flatMap(Surroundings::uri)
                .filter(one ->
                        one.getRawQuery() == null && one.getRawUserInfo() == null && one.getRawFragment() == null)
                .orElseThrow(() ->
                        new IllegalArgumentException("SCANRELAY_URL has to be such as https://scans.example.com."));
        if (!"https".equals(uri.getScheme()) && !here(uri)) {
            throw new IllegalArgumentException("SCANRELAY_URL has to be https, but for this machine.");
        }
        return URI.create(uri.toString().replaceAll("/+$", ""));
    }

    Secret key() {
        String key = setting("scanrelay.key-file")
                .map(Surroundings::content)
                .or(() -> setting("scanrelay.key"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Set SCANRELAY_KEY_FILE to a file that holds an API key, or SCANRELAY_KEY to the key."));
        if (!key.strip().matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("What SCANRELAY_KEY_FILE or SCANRELAY_KEY holds is no API key.");
        }
        return Secret.of(key.strip());
    }

    /** What stays on this machine needs no proxy, and in plain http the proxy would see the key. */
    Way way() {
        if (here(service())) {
            return Way.STRAIGHT;
        }
        return setting("scanrelay.proxy")
                .or(() -> setting("https_proxy"))
                .filter(text -> !text.strip().equals("direct"))
                .map(text -> uri(text)
                        .flatMap(Way::of)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "SCANRELAY_PROXY or HTTPS_PROXY has to be such as http://proxy.clinic.example:3128.")))
                .orElse(Way.STRAIGHT);
    }

    private static boolean here(URI uri) {
        return "http".equals(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost());
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text.strip())).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException noUri) {
            return Optional.empty();
        }
    }

    /** Windows' editors may put a mark before the text. */
    private static String content(String file) {
        try {
            String text = Files.readString(Path.of(file), StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("The file that SCANRELAY_KEY_FILE names can't be read.", unreadable);
        }
    }

    private Optional<String> setting(String name) {
        return config.getOptionalValue(name, String.class).filter(text -> !text.isBlank());
    }
}
