package dev.scanrelay.itero;

import dev.scanrelay.id.AccountId;
import java.util.List;
import java.util.Optional;

/** What a scan request may choose from at this practice. */
public record PracticeConfiguration(
        AccountId account,
        String name,
        Optional<String> address,
        Optional<String> timeZone,
        List<Doctor> doctors,
        List<Scanner> scanners,
        List<Procedure> procedures) {

    public PracticeConfiguration {
        doctors = List.copyOf(doctors);
        scanners = List.copyOf(scanners);
        procedures = List.copyOf(procedures);
    }

    public record Doctor(
            String doctorId, Optional<String> firstName, Optional<String> lastName, Optional<String> licenseNumber) {

        @Override
        public String toString() {
            return "Doctor[" + doctorId + ", redacted]";
        }
    }

    public record Scanner(String serialNumber, Optional<String> model, Optional<String> name) {}

    public record Procedure(String procedureMapId, Optional<String> name) {}
}
