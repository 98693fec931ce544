package dev.scanrelay.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.Duration;

/**
 * The problems we answer with, to be thrown from a resource or returned as a failure. Types are stable names that a client may
 * switch on; details are constant words of ours, never what a caller sent.
 */
public final class Problems {

    /** Types are names, not places: there is nothing to fetch behind them. */
    static final String TYPES = "urn:scanrelay:problem:";

    private Problems() {}

    /**
     * A problem of this application.
     *
     * @param slug what names the type: lower-case words joined by dashes
     * @param title the same for every problem of the type
     * @param detail what the caller can do about it
     */
    public static HttpProblem of(int status, String slug, String title, String detail) {
        return builder(status, slug, title, detail).build();
    }

    /**
     * Not there, or not for this caller: the two look alike.
     *
     * @param what the kind of thing, such as {@code order}
     */
    public static HttpProblem notFound(String what) {
        return of(404, what + "-not-found", "Not found", "There is no such " + what + ", or this key may not see it.");
    }

    /**
     * A request that can't be right.
     *
     * @param detail names the field or parameter, and what it should be
     */
    public static HttpProblem invalid(String detail) {
        return of(400, "invalid-request", "Invalid request", detail);
    }

    public static HttpProblem conflict(String slug, String detail) {
        return of(409, slug, "Conflict", detail);
    }

    /** No key, or none that is good; which of the two is not said. */
    public static HttpProblem unauthorized() {
        return builder(
                        401,
                        "unauthorized",
                        "API key or token needed",
                        "Send a valid API key, or a token if this service takes any, as Authorization: Bearer <key or token>.")
                .withHeader("WWW-Authenticate", "Bearer")
                .build();
    }

    /** It was there, and is not any more. */
    public static HttpProblem gone(String slug, String detail) {
        return of(410, slug, "Gone", detail);
    }

    /** Something we depend on is out; the caller should come again. */
    public static HttpProblem unavailable(String detail, Duration retryAfter) {
        return builder(503, "unavailable", "Temporarily unavailable", detail)
                .withHeader("Retry-After", Math.max(1, retryAfter.toSeconds()))
                .build();
    }

    /** The caller's quota is used up; it should come again. */
    public static HttpProblem tooManyRequests(String detail, Duration retryAfter) {
        return builder(429, "too-many-requests", "Too many requests", detail)
                .withHeader("Retry-After", Math.max(1, retryAfter.toSeconds()))
                .build();
    }

    /** A bug of ours, of which the caller learns nothing. */
    public static HttpProblem internal() {
        return of(500, "internal-error", "Internal error", "The request failed on our side. Come again later.");
    }

    /** What we say of a status when nothing more is known than the status. */
    static HttpProblem ofStatus(int status) {
        return switch (status) {
            case 400 -> invalid("The request can't be read. Check its body, its parameters and its path.");
            case 401 -> unauthorized();
            case 403 ->
                of(403, "forbidden", "Not allowed", "The API key or token lacks the scope that this call needs.");
            case 404 -> of(404, "not-found", "Not found", "There is nothing at this path.");
            case 405 -> of(405, "method-not-allowed", "Method not allowed", "This path does not take this method.");
            case 406 -> of(406, "not-acceptable", "Not acceptable", "None of the accepted media types can be given.");
            case 413 -> of(413, "body-too-large", "Body too large", "Send a smaller body.");
            case 415 ->
                of(415, "unsupported-media-type", "Unsupported media type", "Send a media type that this path takes.");
            case 416 ->
                of(416, "range-not-satisfiable", "Range not satisfiable", "Ask for a range within the content.");
            case 429 -> of(429, "too-many-requests", "Too many requests", "Come again later.");
            case 503 -> unavailable("Come again later.", Duration.ofSeconds(5));
            default -> other(status);
        };
    }

    private static HttpProblem other(int status) {
        if (status < 500) {
            Status known = Status.fromStatusCode(status);
            return of(
                    status, "refused", known == null ? "Refused" : known.getReasonPhrase(), "The request was refused.");
        }
        return internal();
    }

    private static HttpProblem.Builder builder(int status, String slug, String title, String detail) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + slug))
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail);
    }
}
