package dev.scanrelay.pairing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.secret.Secret;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of an import, as far as it can be read by itself.
 *
 * @param refreshToken empty if there is a problem with it
 */
record ImportLine(
        int number, Optional<AccountId> account, Optional<Secret> refreshToken, List<ImportProblem> problems) {

    private static final int LONGEST_TOKEN = 8192;
    private static final JsonMapper JSON = new JsonMapper();

    ImportLine {
        problems = List.copyOf(problems);
    }

    static ImportLine read(int number, String text) {
        List<ImportProblem> problems = new ArrayList<>();
        JsonNode line = parsed(text);
        if (!line.isObject()) {
            return new ImportLine(number, Optional.empty(), Optional.empty(), List.of(ImportProblem.UNREADABLE));
        }
        Optional<AccountId> account = account(line.path("account"));
        if (account.isEmpty()) {
            problems.add(ImportProblem.ACCOUNT_INVALID);
        }
        Optional<Secret> refresh = refreshToken(line.path("refreshToken"), problems);
        checkAccessToken(line.path("accessToken"), problems);
        checkTime(line.path("accessExpiresAt"), problems);
        return new ImportLine(number, account, refresh, problems);
    }

    ImportLine with(ImportProblem problem) {
        List<ImportProblem> more = new ArrayList<>(problems);
        more.add(problem);
        return new ImportLine(number, account, refreshToken, more);
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return JSON.missingNode();
        }
    }

    private static Optional<AccountId> account(JsonNode field) {
        try {
            return field.isTextual() || field.isIntegralNumber()
                    ? Optional.of(new AccountId(field.asText()))
                    : Optional.empty();
        } catch (IllegalArgumentException shape) {
            return Optional.empty();
        }
    }

    private static Optional<Secret> refreshToken(JsonNode field, List<ImportProblem> problems) {
        if (!field.isTextual() || field.asText().isBlank()) {
            problems.add(ImportProblem.REFRESH_TOKEN_MISSING);
            return Optional.empty();
        }
        if (field.asText().length() > LONGEST_TOKEN) {
            problems.add(ImportProblem.TOKEN_TOO_LONG);
            return Optional.empty();
        }
        return Optional.of(Secret.of(field.asText()));
    }

    /** Looked at and not kept: the tokens are renewed first, which also tells whether they are good. */
    private static void checkAccessToken(JsonNode field, List<ImportProblem> problems) {
        if (isGiven(field) && !field.isTextual()) {
            problems.add(ImportProblem.ACCESS_TOKEN_INVALID);
        }
    }

    private static void checkTime(JsonNode field, List<ImportProblem> problems) {
        try {
            if (isGiven(field)) {
                OffsetDateTime.parse(field.asText());
            }
        } catch (DateTimeException noTime) {
            problems.add(ImportProblem.ACCESS_EXPIRY_INVALID);
        }
    }

    private static boolean isGiven(JsonNode field) {
        return !field.isMissingNode() && !field.isNull();
    }
}
