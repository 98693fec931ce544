package dev.scanrelay.itero;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.itero.IteroException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Response;

/** What an answer that is no success means, told in this one place. */
final class Answers {

    private static final int MAX_ERROR_BODY = 16 * 1024;
    private static final Pattern SHORT_CODE = Pattern.compile("[a-z_]{1,40}");

    private Answers() {}

    static IteroException failure(Endpoint endpoint, Credentials sent, Response response, Clock clock) {
        Optional<String> code = code(response);
        Kind kind = kind(sent, response.code(), code);
        Optional<Duration> retryAfter = RetryAfter.of(response.header("Retry-After"), clock);
        return new IteroException(endpoint, kind, response.code(), code, retryAfter, null);
    }

    static Kind kind(Credentials sent, int status, Optional<String> code) {
        if (ranOut(sent, status)) {
            return Kind.TRANSIENT; // the order, asked for again, has a fresh link
        }
        if (code.filter("feature_disabled"::equals).isPresent()) {
            return Kind.REFUSED;
        }
        if (sent == Credentials.CLIENT && isOAuthFailure(status)) {
            return oauth(code);
        }
        return switch (status) {
            case 401 -> Kind.UNAUTHORISED;
            case 403 -> Kind.REFUSED;
            case 404 -> Kind.NOT_FOUND;
            case 429 -> Kind.RATE_LIMITED;
            case 408, 416, 425 -> Kind.TRANSIENT;
            default -> status >= 400 && status < 500 ? Kind.PERMANENT : Kind.TRANSIENT;
        };
    }

    // RFC 6749 section 5.2: the grant is spent, or our own registration is not accepted.
    private static Kind oauth(Optional<String> code) {
        return switch (code.orElse("")) {
            case "invalid_grant" -> Kind.UNAUTHORISED;
            case "invalid_request", "unsupported_grant_type", "unsupported_token_type" -> Kind.PERMANENT;
            default -> Kind.REFUSED;
        };
    }

    private static boolean isOAuthFailure(int status) {
        return status == 400 || status == 401 || status == 403;
    }

    private static boolean ranOut(Credentials sent, int status) {
        boolean gone = status == 400 || status == 403 || status == 404 || status == 410;
        return switch (sent) {
            case CLIENT, TOKEN -> false;
            case TOKEN_ON_LINK -> gone;
            case NO_TOKEN_ON_LINK -> gone || status == 401;
        };
    }

    /** Align's {@code code}, or {@code error} as OAuth spells it, if it is a short word: never free text. */
    private static Optional<String> code(Response response) {
        try {
            JsonNode body = Json.read(Bodies.read(response, MAX_ERROR_BODY), JsonNode.class);
            String code = body.path("code").asText(body.path("error").asText(""));
            return Optional.of(code).filter(it -> SHORT_CODE.matcher(it).matches());
        } catch (java.io.IOException | IllegalArgumentException noCode) {
            return Optional.empty();
        }
    }
}
