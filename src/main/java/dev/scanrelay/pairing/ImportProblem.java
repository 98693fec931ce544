package dev.scanrelay.pairing;

import java.util.Locale;

/** What is wrong with a line of an import. Details are constant words of ours. */
enum ImportProblem {
    UNREADABLE("The line is no JSON object."),
    ACCOUNT_INVALID("account is missing, or is not 1 to 32 letters, digits, - or _."),
    ACCOUNT_NOT_ALLOWED("The API key may not see this account."),
    DUPLICATE_ACCOUNT("An earlier line names the same account."),
    REFRESH_TOKEN_MISSING("refreshToken is missing, empty or no text."),
    TOKEN_TOO_LONG("A token has more than 8192 characters."),
    ACCESS_TOKEN_INVALID("accessToken is no text."),
    ACCESS_EXPIRY_INVALID("accessExpiresAt is no time such as 2026-03-02T09:15:00Z."),
    NO_CLIENT("This installation has no registration at Align for the partner: scanrelay.itero.clients."),
    NO_CALLBACK("This installation can't be notified yet: scanrelay.pairing.callback-base is not set.");

    private final String detail;

    ImportProblem(String detail) {
        this.detail = detail;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String detail() {
        return detail;
    }
}
