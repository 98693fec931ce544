package dev.scanrelay.itero;

import static dev.scanrelay.itero.Json.present;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.secret.Secret;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers as they are on the wire, each with its way into a value of ours. Orders have a file of their own. */
final class Answer {

    private static final int LONGEST_TEXT = 16_384;

    private Answer() {}

    static Optional<String> text(@Nullable String field) {
        return Optional.ofNullable(field).map(Answer::storable).filter(it -> !it.isBlank());
    }

    /** Without NUL, which no text column takes, and no longer than a signed link may be. */
    private static String storable(String field) {
        String whole = field.replace("\0", "");
        return whole.substring(0, Math.min(whole.length(), LONGEST_TEXT));
    }

    static <T> List<T> list(@Nullable List<T> field) {
        return field == null
                ? List.of()
                : field.stream().filter(Objects::nonNull).toList();
    }

    record Endpoints(
            @Nullable String region,
            @Nullable Long expiresInSeconds,
            @Nullable Map<String, String> endpoints) {

        private static final Duration USUAL = Duration.ofHours(1);
        private static final Duration LONGEST = Duration.ofDays(1);

        Directory toDirectory(Instant readAt) {
            Map<String, String> named = new HashMap<>(present(endpoints));
            named.values().removeIf(Objects::isNull);
            return new Directory(text(region).orElse("unknown"), named, readAt, validSeconds());
        }

        private long validSeconds() {
            long told = expiresInSeconds == null ? USUAL.toSeconds() : expiresInSeconds;
            return Math.clamp(told, 0, LONGEST.toSeconds());
        }
    }

    record Tokens(
            @JsonProperty("access_token") @Nullable String accessToken,
            @JsonProperty("refresh_token") @Nullable String refreshToken,
            @JsonProperty("expires_in") @Nullable Long expiresIn,
            @Nullable List<JsonNode> warnings) {

        private static final Duration USUAL = Duration.ofHours(1);
        private static final Duration LONGEST = Duration.ofDays(30);

        TokenSet toTokenSet(Clock clock) {
            long seconds = expiresIn == null ? USUAL.toSeconds() : Math.clamp(expiresIn, 0, LONGEST.toSeconds());
            return new TokenSet(
                    Secret.of(present(accessToken)),
                    text(refreshToken).map(Secret::of),
                    clock.instant().plusSeconds(seconds));
        }

        Paired toPaired(Clock clock) {
            return new Paired(
                    toTokenSet(clock),
                    list(warnings).stream().map(Tokens::warning).toList());
        }

        private static String warning(JsonNode warning) {
            return warning.isTextual()
                    ? warning.asText()
                    : warning.path("message").asText("");
        }

        @Override
        public String toString() {
            return "Tokens[redacted]";
        }
    }

    record Companies(@Nullable List<Company> companies) {

        List<dev.scanrelay.itero.Company> toCompanies() {
            return list(present(companies)).stream().map(Company::toCompany).toList();
        }

        record Company(
                @Nullable String companyId,
                @Nullable String name,
                @Nullable String city,
                @Nullable String country,
                @Nullable String role,
                boolean paired) {

            dev.scanrelay.itero.Company toCompany() {
                return new dev.scanrelay.itero.Company(
                        new AccountId(present(companyId)),
                        text(name).orElse(""),
                        text(city),
                        text(country),
                        text(role),
                        paired);
            }
        }
    }

    record Patients(@Nullable List<Patient> patients) {

        List<IteroPatient> toPatients() {
            return list(present(patients)).stream().map(Patient::toPatient).toList();
        }

        @Override
        public String toString() {
            return "Patients[redacted]";
        }
    }

    record Patient(
            @Nullable String patientId,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String chartNumber,
            @Nullable String birthDate) {

        IteroPatient toPatient() {
            return new IteroPatient(
                    present(patientId), text(firstName), text(lastName), text(chartNumber), date(birthDate));
        }

        /** A date that can't be read is none: nothing hangs on it. */
        private static Optional<LocalDate> date(@Nullable String field) {
            try {
                return text(field).map(LocalDate::parse);
            } catch (DateTimeException unreadable) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return "Patient[redacted]";
        }
    }

    record Warnings(
            @Nullable List<Duplicate> duplicateChartNumbers,
            @Nullable List<String> missingChartNumbers) {

        PairingWarnings toWarnings() {
            return new PairingWarnings(
                    list(duplicateChartNumbers).stream()
                            .map(Duplicate::toShared)
                            .toList(),
                    list(missingChartNumbers));
        }

        record Duplicate(
                @Nullable String chartNumber, @Nullable List<String> patientIds) {

            PairingWarnings.SharedChart toShared() {
                return new PairingWarnings.SharedChart(present(chartNumber), list(patientIds));
            }
        }

        @Override
        public String toString() {
            return "Warnings[redacted]";
        }
    }

    record Rx(
            @Nullable String rxId,
            @Nullable String patientId,
            @Nullable String status) {

        Requested toRequested() {
            return new Requested(
                    new RxId(present(rxId)), text(patientId), text(status).orElse(""));
        }
    }
}
