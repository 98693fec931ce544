package dev.scanrelay.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The style sheet. It stands in each page, and the page's policy admits it by its hash and nothing else. */
@Singleton
final class Style {

    private final String text;
    private final String source;

    Style() {
        this.text = read();
        this.source = "'sha256-" + Base64.getEncoder().encodeToString(sha256(text)) + "'";
    }

    String text() {
        return text;
    }

    String source() {
        return source;
    }

    private static String read() {
        try (InputStream file = Objects.requireNonNull(Style.class.getResourceAsStream("/console/style.css"))) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
