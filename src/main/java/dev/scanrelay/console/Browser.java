package dev.scanrelay.console;

import dev.scanrelay.secret.Secret;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What binds a visit to one browser: a cookie, and in each form a value that only pages sent to that browser hold. */
final class Browser {

    /** The prefix makes browsers take it from our very host and over https alone. */
    private static final String SECURE_NAME = "__Host-scanrelay-pairing";

    /** Where the installation is reached without https: on a developer's machine. */
    private static final String PLAIN_NAME = "scanrelay-pairing";

    private static final int LENGTH = 43;

    private Browser() {}

    static NewCookie cookie(Secret value, boolean secure) {
        return new NewCookie.Builder(secure ? SECURE_NAME : PLAIN_NAME)
                .value(value.reveal())
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    /**
     * What the browser shows, the one under the stronger name first.
     *
     * @param plain whether the other name counts, too: any neighbouring host may set a cookie under it
     */
    static Optional<String> of(Map<String, Cookie> cookies, boolean plain) {
        return (plain ? Stream.of(SECURE_NAME, PLAIN_NAME) : Stream.of(SECURE_NAME))
                .flatMap(name -> Optional.ofNullable(cookies.get(name)).stream())
                .map(cookie -> cookie.getValue())
                .filter(value -> value.length() == LENGTH)
                .findFirst();
    }

    static String formToken(String browser) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("form:" + browser));
    }

    static boolean isFrom(String browser, Optional<String> formToken) {
        return formToken
                .filter(given -> MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        formToken(browser).getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    /** Whether another site sent the form. Browsers tell it over https; where nothing is said the other checks stand alone. */
    static boolean sentByAnotherSite(HttpHeaders headers) {
        return Optional.ofNullable(headers.getHeaderString("Sec-Fetch-Site"))
                .filter(site -> !site.equals("same-origin"))
                .isPresent();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
