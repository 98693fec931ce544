package dev.scanrelay.rx;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A scan request as far as it can be read, and everything that is wrong with its form. It prints nothing. */
record Draft(
        Optional<String> doctorId,
        Optional<String> scannerSerialNumber,
        Optional<String> procedureMapId,
        Optional<LocalDate> dueDate,
        Optional<LocalDate> birthDate,
        Optional<Asked> asked,
        List<Violation> violations) {

    private static final int LONGEST_NOTES = 2000;
    private static final int LONGEST = 200;
    private static final int LONGEST_ID = 64;
    private static final LocalDate EARLIEST = LocalDate.of(1850, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

    static Draft of(NewScanRequest body) {
        return new Reading().draft(body);
    }

    @Override
    public String toString() {
        return "Draft[" + violations + "]";
    }

    /** Reads field by field and notes what is wrong, instead of stopping at the first. */
    private static final class Reading {

        private final List<Violation> violations = new ArrayList<>();

        Draft draft(NewScanRequest body) {
            NewScanRequest.NewPatient patient = body.patient().orElse(NewScanRequest.NewPatient.NOBODY);
            Optional<String> doctor = needed("doctorId", body.doctorId(), LONGEST_ID);
            Optional<String> scanner = needed("scannerSerialNumber", body.scannerSerialNumber(), LONGEST_ID);
            Optional<String> procedure = needed("procedureMapId", body.procedureMapId(), LONGEST_ID);
            Optional<String> first = needed("patient.firstName", patient.firstName(), LONGEST);
            Optional<String> last = needed("patient.lastName", patient.lastName(), LONGEST);
            Optional<String> chart = text("patient.chartNumber", patient.chartNumber(), LONGEST_ID);
            Optional<LocalDate> birth = date("patient.birthDate", patient.birthDate());
            Optional<LocalDate> due = date("dueDate", body.dueDate());
            Optional<String> notes = notes(body.notes());
            Optional<String> reference = text("reference", body.reference(), LONGEST);
            Optional<String> patientId = text("patientId", body.patientId(), LONGEST_ID);
            OnMatch onMatch = onMatch(body, patientId);
            Optional<Asked> asked = violations.isEmpty()
                    ? Optional.of(new Asked(
                            doctor.orElseThrow(),
                            scanner.orElseThrow(),
                            procedure.orElseThrow(),
                            new Person(first.orElseThrow(), last.orElseThrow(), chart, birth),
                            due,
                            notes,
                            reference,
                            onMatch,
                            patientId))
                    : Optional.empty();
            return new Draft(doctor, scanner, procedure, due, birth, asked, List.copyOf(violations));
        }

        private OnMatch onMatch(NewScanRequest body, Optional<String> patientId) {
            boolean update = body.updatePatient().orElse(false);
            Optional<OnMatch> said = body.onMatch().flatMap(OnMatch::of);
            if (body.onMatch().isPresent() && said.isEmpty()) {
                wrong("onMatch", "has to be use, update, reject or create");
            }
            OnMatch meant = said.orElse(update ? OnMatch.UPDATE : OnMatch.REJECT);
            if (update && meant != OnMatch.UPDATE) {
                wrong("updatePatient", "contradicts onMatch");
            }
            if (patientId.isPresent() && meant != OnMatch.USE && meant != OnMatch.UPDATE) {
                wrong("patientId", "is for onMatch use or update only");
            }
            return meant;
        }

        private Optional<String> needed(String field, Optional<String> given, int longest) {
            if (given.filter(text -> !text.codePoints().allMatch(Reading::isUnseen))
                    .isEmpty()) {
                wrong(field, "is missing");
                return Optional.empty();
            }
            return text(field, given, longest);
        }

        private static boolean isUnseen(int character) {
            return Character.isWhitespace(character)
                    || Character.isSpaceChar(character)
                    || Character.getType(character) == Character.FORMAT;
        }

        /** Half of a character has no form in UTF-8: it would be kept and sent as another. */
        private static boolean isUnwritable(int character) {
            return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
        }

        /** Blank is as good as not given. */
        private Optional<String> text(String field, Optional<String> given, int longest) {
            return checked(
                    field,
                    given,
                    longest,
                    Reading::isUnwritable,
                    "has to be at most " + longest + " characters, none of them a control character");
        }

        private Optional<String> notes(Optional<String> given) {
            return checked(
                    "notes",
                    given,
                    LONGEST_NOTES,
                    character -> isUnwritable(character) && "\n\r\t".indexOf(character) < 0,
                    "has to be at most " + LONGEST_NOTES + " characters, control characters only to break lines");
        }

        private Optional<String> checked(
                String field, Optional<String> given, int longest, Predicate<Integer> unfit, String rule) {
            Optional<String> text = given.map(String::strip).filter(some -> !some.isEmpty());
            boolean good = text.filter(some ->
                            some.length() > longest || some.codePoints().boxed().anyMatch(unfit))
                    .isEmpty();
            if (!good) {
                wrong(field, rule);
            }
            return good ? text : Optional.empty();
        }

        private Optional<LocalDate> date(String field, Optional<String> given) {
            Optional<String> text = given.map(String::strip).filter(some -> !some.isEmpty());
            Optional<LocalDate> date = text.flatMap(Reading::parsed);
            if (text.isPresent() && date.isEmpty()) {
                wrong(field, "has to be a date such as 2026-03-09");
            }
            return date;
        }

        private static Optional<LocalDate> parsed(String text) {
            try {
                return Optional.of(LocalDate.parse(text))
                        .filter(date -> !date.isBefore(EARLIEST) && date.isBefore(LATEST));
            } catch (DateTimeException noDate) {
                return Optional.empty();
            }
        }

        private void wrong(String field, String message) {
            violations.add(new Violation(field, message));
        }
    }
}
