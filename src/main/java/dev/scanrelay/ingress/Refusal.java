package dev.scanrelay.ingress;

import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.Locale;

/** Why a notification is not taken in: the label it is counted under, and what its sender is told. */
enum Refusal {
    METHOD(405, "method-not-allowed", "Method not allowed", "Notifications are sent by POST."),
    BODY_TOO_LARGE(413, "body-too-large", "Body too large", "A notification holds two ids. Send at most 16 KiB."),
    BODY_TOO_SLOW(408, "body-too-slow", "Body too slow", "Send the whole body within seconds."),
    FORGED_KEY(404, "callback-not-found", "Not found", "There is no such callback URL."),
    REVOKED_KEY(FORGED_KEY), // the same answer: nobody learns which keys existed
    GUARD_ADDRESS(403, "address-refused", "Not allowed", "Notifications are not taken from this address."),
    GUARD_CERTIFICATE(
            403,
            "client-certificate-refused",
            "Not allowed",
            "Present the client certificate agreed for this callback."),
    GUARD_HEADER(403, "shared-secret-refused", "Not allowed", "Send the header with the shared secret agreed."),
    GUARD_SIGNATURE(403, "signature-refused", "Not allowed", "Sign the raw body with HMAC-SHA256 and the key agreed."),
    CONTENT_TYPE(
            415,
            "unsupported-media-type",
            "Unsupported media type",
            "Send application/json or application/x-www-form-urlencoded, in UTF-8 and not compressed."),
    MALFORMED(400, "malformed-body", "Malformed body", "The body is not one well-formed object or form in UTF-8."),
    RX_ID_MISSING(400, "rx-id-missing", "RxID missing", "Give the RX as rxId."),
    RX_ID_INVALID(400, "rx-id-invalid", "RxID invalid", "rxId is a GUID, in a string."),
    ACCOUNT_MISSING(400, "account-missing", "Account missing", "Give the account as companyId."),
    ACCOUNT_INVALID(
            400,
            "account-invalid",
            "Account invalid",
            "companyId is a whole number, or a string of 1 to 32 letters, digits, - or _."),
    CONFLICT(400, "conflicting-fields", "Conflicting fields", "One id is given twice with different values."),
    FOREIGN_ACCOUNT(
            403, "foreign-account", "Not allowed", "The account in the body is not the one of this callback URL.");

    private final int status;
    private final String slug;
    private final String title;
    private final String detail;

    Refusal(int status, String slug, String title, String detail) {
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.detail = detail;
    }

    Refusal(Refusal alike) {
        this(alike.status, alike.slug, alike.title, alike.detail);
    }

    HttpProblem problem() {
        return Problems.of(status, slug, title, detail);
    }

    /** The label in metrics. */
    String reason() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
