package dev.scanrelay.itero;

import static dev.scanrelay.itero.Answer.list;
import static dev.scanrelay.itero.Answer.text;
import static dev.scanrelay.itero.Json.present;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.id.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A practice's configuration as it is on the wire. */
record PracticeAnswer(
        @Nullable String companyId,
        @Nullable String name,
        @Nullable JsonNode address,
        @Nullable String timeZone,
        @Nullable List<Doctor> doctors,
        @Nullable List<Scanner> scanners,
        @Nullable List<Procedure> procedures) {

    PracticeConfiguration toConfiguration() {
        return new PracticeConfiguration(
                new AccountId(present(companyId)),
                text(name).orElse(""),
                oneLine(address),
                text(timeZone),
                list(doctors).stream().map(Doctor::toDoctor).toList(),
                list(scanners).stream().map(Scanner::toScanner).toList(),
                list(procedures).stream().map(Procedure::toProcedure).toList());
    }

    /** One text, or street, town and so on in fields of their own. */
    private static Optional<String> oneLine(@Nullable JsonNode address) {
        if (address == null || !address.isObject()) {
            return address == null ? Optional.empty() : text(address.asText(""));
        }
        return text(address.valueStream()
                .map(part -> part.asText(""))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(", ")));
    }

    record Doctor(
            @Nullable String doctorId,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String licenseNumber) {

        PracticeConfiguration.Doctor toDoctor() {
            return new PracticeConfiguration.Doctor(
                    present(doctorId), text(firstName), text(lastName), text(licenseNumber));
        }
    }

    record Scanner(
            @Nullable String serialNumber,
            @Nullable String model,
            @Nullable String name) {

        PracticeConfiguration.Scanner toScanner() {
            return new PracticeConfiguration.Scanner(present(serialNumber), text(model), text(name));
        }
    }

    record Procedure(
            @Nullable String procedureMapId, @Nullable String name) {

        PracticeConfiguration.Procedure toProcedure() {
            return new PracticeConfiguration.Procedure(present(procedureMapId), text(name));
        }
    }
}
