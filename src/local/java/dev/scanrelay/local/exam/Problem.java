package dev.scanrelay.local.exam;

import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Json;

/** A refusal as ScanRelay's API writes it. */
record Problem(String type, String title, int status, String detail) {

    static Answer of(int status, String slug, String title, String detail) {
        return Answer.of(status)
                .with("Content-Type", "application/problem+json")
                .with(Json.bytes(new Problem("urn:scanrelay:problem:" + slug, title, status, detail)));
    }

    static Answer invalid(String detail) {
        return of(400, "invalid-request", "Invalid request", detail);
    }

    static Answer notFound(String what) {
        return of(404, what + "-not-found", "Not found", "There is no such " + what + ", or this key may not see it.");
    }

    static Answer unauthorized() {
        return of(
                        401,
                        "unauthorized",
                        "API key or token needed",
                        "Send the key of the exam as Authorization: Bearer <key>.")
                .with("WWW-Authenticate", "Bearer");
    }

    static Answer busy() {
        return of(503, "unavailable", "Temporarily unavailable", "Come again later.")
                .with("Retry-After", "1");
    }
}
