package dev.scanrelay.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatientDifferenceTest {

    @ParameterizedTest
    @CsvSource({
        "Anna,        Berg,      C-1, Anna,  Berg,      C-1, ''",
        "' anna  mar',BERG,      c-1, Anna mar, Berg,   C-1, ''",
        "Anna,        Müller,    C-1, Anna,  Muller,    C-1, lastName",
        "Anna,        Berg,      C-1, Anne,  Bergh,     C-2, 'chartNumber,firstName,lastName'",
        "Anna,        Berg,      C-1, Berg,  Anna,      C-1, 'firstName,lastName'",
        "Anna,        Berg,      C-1, Anna,  Berg,      ,    chartNumber",
        "Anna,        Berg,      ,    Anna,  Berg,      C-1, ''",
        "Anna,        Berg,      C-1, ,      Berg,      C-1, ''"
    })
    void isInLettersAndNotInCaseOrSpaces(
            String first, String last, String chart, String itsFirst, String itsLast, String itsChart, String fields) {
        List<String> differs = PatientDifference.of(patient(first, last, chart), patient(itsFirst, itsLast, itsChart));

        assertThat(FieldNames.join(differs)).isEqualTo(fields);
        assertThat(FieldNames.split(fields)).isEqualTo(differs);
    }

    @Test
    void isNoneFromAPatientWhoIsNotTold() {
        Patient nobody = new Patient(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(PatientDifference.of(patient("Anna", "Berg", "C-1"), nobody)).isEmpty();
    }

    private static Patient patient(String first, String last, String chart) {
        return new Patient(
                Optional.of("id"), Optional.ofNullable(first), Optional.ofNullable(last), Optional.ofNullable(chart));
    }
}
