package dev.scanrelay.rx;

import dev.scanrelay.practice.Practice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a scan request can't be at this practice. */
final class PracticeCheck {

    private PracticeCheck() {}

    static List<Violation> of(Draft draft, Practice practice, Instant now) {
        LocalDate today = now.atZone(practice.zone()).toLocalDate();
        return Stream.of(
                        draft.doctorId()
                                .filter(id -> practice.doctor(id).isEmpty())
                                .map(id -> new Violation("doctorId", "is no doctor of this practice")),
                        draft.scannerSerialNumber()
                                .filter(serial -> practice.scanner(serial).isEmpty())
                                .map(serial -> new Violation("scannerSerialNumber", "is no scanner of this practice")),
                        draft.procedureMapId()
                                .filter(id -> practice.procedure(id).isEmpty())
                                .map(id -> new Violation("procedureMapId", "is no procedure of this practice")),
                        draft.dueDate()
                                .filter(due -> due.isBefore(today))
                                .map(due -> new Violation("dueDate", "is in the past where the practice is")),
                        draft.birthDate()
                                .filter(birth -> birth.isAfter(today))
                                .map(birth -> new Violation("patient.birthDate", "is in the future")))
                .flatMap(Optional::stream)
                .toList();
    }
}
