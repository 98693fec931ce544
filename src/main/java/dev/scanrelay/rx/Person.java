package dev.scanrelay.rx;

import dev.scanrelay.itero.ScanRequest;
import dev.scanrelay.order.Patient;
import dev.scanrelay.patient.PatientQuery;
import java.time.LocalDate;
import java.util.Optional;

/** A patient as somebody spells him. It prints nothing. */
record Person(String firstName, String lastName, Optional<String> chartNumber, Optional<LocalDate> birthDate) {

    PatientQuery query() {
        return new PatientQuery(Optional.of(firstName), Optional.of(lastName), chartNumber);
    }

    ScanRequest.Patient forAlign() {
        return new ScanRequest.Patient(firstName, lastName, chartNumber, birthDate);
    }

    Patient forOrder() {
        return new Patient(Optional.empty(), Optional.of(firstName), Optional.of(lastName), chartNumber);
    }

    /** As Align compares: exactly, but for case. */
    boolean isSpelled(Optional<String> first, Optional<String> last, Optional<String> chart) {
        return first.filter(firstName::equalsIgnoreCase).isPresent()
                && last.filter(lastName::equalsIgnoreCase).isPresent()
                && (chart.isEmpty()
                        ? chartNumber.isEmpty()
                        : chartNumber.filter(chart.get()::equalsIgnoreCase).isPresent());
    }

    @Override
    public String toString() {
        return "Person[redacted]";
    }
}
