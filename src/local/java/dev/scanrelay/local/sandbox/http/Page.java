package dev.scanrelay.local.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame of the sandbox's HTML pages. */
public final class Page {

    private static final String STYLE = style();

    private Page() {}

    public static String of(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s - iTero sandbox</title>
                <link rel="icon" href="data:,">
                <style>%s</style>
                </head>
                <body>
                %s
                </body>
                </html>
                """.formatted(escape(title), STYLE, body);
    }

    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String style() {
        try (var css = Page.class.getResourceAsStream("/sandbox/sandbox.css")) {
            if (css == null) {
                throw new IllegalStateException("sandbox/sandbox.css is missing");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
