package dev.scanrelay.practice;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.itero.PracticeConfiguration;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A clinic and what a scan request there may choose from. Doctors' names are shown, not printed. */
@Schema(description = "A clinic and what a scan request there may choose from.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Practice(
        @Schema(examples = "Zahnarztpraxis Müller") String name,

        @Schema(examples = "Lindenstraße 12, 50674, Köln, Germany")
        Optional<String> address,

        @Schema(
                description = "As the IANA names it. Due dates are meant in it; UTC where it is not told.",
                examples = "Europe/Berlin")
        Optional<String> timeZone,

        List<Doctor> doctors,
        List<Scanner> scanners,
        List<Procedure> procedures) {

    public Practice {
        doctors = List.copyOf(doctors);
        scanners = List.copyOf(scanners);
        procedures = List.copyOf(procedures);
    }

    static Practice of(PracticeConfiguration told) {
        return new Practice(
                told.name(),
                told.address(),
                told.timeZone(),
                told.doctors().stream().map(Doctor::of).toList(),
                told.scanners().stream().map(Scanner::of).toList(),
                told.procedures().stream().map(Procedure::of).toList());
    }

    /** Ids are GUIDs, which not everybody writes alike. */
    public Optional<Doctor> doctor(String id) {
        return doctors.stream()
                .filter(doctor -> doctor.doctorId().equalsIgnoreCase(id))
                .findFirst();
    }

    public Optional<Scanner> scanner(String serialNumber) {
        return scanners.stream()
                .filter(scanner -> scanner.serialNumber().equals(serialNumber))
                .findFirst();
    }

    public Optional<Procedure> procedure(String id) {
        return procedures.stream()
                .filter(procedure -> procedure.procedureMapId().equals(id))
                .findFirst();
    }

    public ZoneId zone() {
        try {
            return timeZone.map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException notOfOurTime) {
            return ZoneOffset.UTC;
        }
    }

    @Override
    public String toString() {
        return "Practice[" + doctors.size() + " doctors, " + scanners.size() + " scanners, " + procedures.size()
                + " procedures]";
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "PracticeDoctor")
    public record Doctor(
            @Schema(description = "What a scan request names.")
            String doctorId,

            @Schema(examples = "Anna") Optional<String> firstName,
            @Schema(examples = "Müller") Optional<String> lastName,
            @Schema(examples = "LIC-482113") Optional<String> licenseNumber) {

        static Doctor of(PracticeConfiguration.Doctor told) {
            return new Doctor(told.doctorId(), told.firstName(), told.lastName(), told.licenseNumber());
        }

        @Override
        public String toString() {
            return "Doctor[" + doctorId + ", redacted]";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "PracticeScanner")
    public record Scanner(
            @Schema(description = "What a scan request names.", examples = "ITR5-48213")
            String serialNumber,

            @Schema(examples = "iTero Element 5D") Optional<String> model,
            @Schema(examples = "Room 1") Optional<String> name) {

        static Scanner of(PracticeConfiguration.Scanner told) {
            return new Scanner(told.serialNumber(), told.model(), told.name());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "PracticeProcedure")
    public record Procedure(
            @Schema(description = "What a scan request names.", examples = "2")
            String procedureMapId,

            @Schema(examples = "Invisalign") Optional<String> name) {

        static Procedure of(PracticeConfiguration.Procedure told) {
            return new Procedure(told.procedureMapId(), told.name());
        }
    }
}
