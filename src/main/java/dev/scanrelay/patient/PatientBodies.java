package dev.scanrelay.patient;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scanrelay.itero.PatientChange;
import dev.scanrelay.problem.Problems;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What callers send. None of it prints what is in it. */
final class PatientBodies {

    private static final int LONGEST = 200;
    private static final Pattern UNWRITABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private PatientBodies() {}

    @Schema(name = "PatientSearch", description = "Whom to look for. At least one of the three is needed.")
    record Search(
            @Schema(description = "In any case and spelling.", examples = "Juergen") @JsonProperty("firstName")
            Optional<String> firstName,

            @Schema(examples = "Müller") @JsonProperty("lastName")
            Optional<String> lastName,

            @Schema(examples = "CH-4711") @JsonProperty("chartNumber")
            Optional<String> chartNumber) {

        PatientQuery query() {
            try {
                return new PatientQuery(
                        text("firstName", firstName), text("lastName", lastName), text("chartNumber", chartNumber));
            } catch (IllegalArgumentException nobody) {
                throw Problems.invalid("Send firstName, lastName or chartNumber.");
            }
        }

        @Override
        public String toString() {
            return "Search[redacted]";
        }
    }

    @Schema(name = "PatientChange", description = "New values; what is left out stays. At least one is needed.")
    record Change(
            @Schema(examples = "Anna") @JsonProperty("firstName")
            Optional<String> firstName,

            @Schema(examples = "Berg") @JsonProperty("lastName")
            Optional<String> lastName,

            @Schema(examples = "CH-4712") @JsonProperty("chartNumber")
            Optional<String> chartNumber) {

        PatientChange change() {
            PatientChange change = new PatientChange(
                    text("firstName", firstName), text("lastName", lastName), text("chartNumber", chartNumber));
            if (change.equals(NOTHING)) {
                throw Problems.invalid("Send firstName, lastName or chartNumber.");
            }
            return change;
        }

        @Override
        public String toString() {
            return "Change[redacted]";
        }
    }

    @Schema(name = "PatientChangeByChart", description = "New names of the one patient with the chart number.")
    record ChangeByChart(
            @Schema(required = true, examples = "CH-4711") @JsonProperty("chartNumber")
            Optional<String> chartNumber,

            @Schema(examples = "Anna") @JsonProperty("firstName")
            Optional<String> firstName,

            @Schema(examples = "Berg") @JsonProperty("lastName")
            Optional<String> lastName) {

        String chart() {
            return text("chartNumber", chartNumber).orElseThrow(() -> Problems.invalid("chartNumber is missing."));
        }

        PatientChange names() {
            PatientChange names =
                    new PatientChange(text("firstName", firstName), text("lastName", lastName), Optional.empty());
            if (names.equals(NOTHING)) {
                throw Problems.invalid("Send firstName or lastName.");
            }
            return names;
        }

        @Override
        public String toString() {
            return "ChangeByChart[redacted]";
        }
    }

    private static final PatientChange NOTHING =
            new PatientChange(Optional.empty(), Optional.empty(), Optional.empty());

    /** What is sent has to say something: blank would erase at Align. */
    private static Optional<String> text(String field, Optional<String> sent) {
        return sent.map(text -> {
            if (Letters.tidy(text).isEmpty()
                    || text.length() > LONGEST
                    || UNWRITABLE.matcher(text).find()) {
                throw Problems.invalid(field + " has to be 1 to " + LONGEST + " characters that can be read.");
            }
            return text.strip();
        });
    }
}
