package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.world.Patient;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Patients who share a chart number, and those who have none. */
record PairingWarnings(List<Duplicate> duplicateChartNumbers, List<String> missingChartNumbers) {

    record Duplicate(String chartNumber, List<String> patientIds) {}

    record Warning(String code, String message) {}

    static PairingWarnings of(List<Patient> patients) {
        var byChart = patients.stream()
                .filter(patient -> patient.chartNumber().isPresent())
                .collect(Collectors.groupingBy(
                        patient -> patient.chartNumber().orElseThrow(),
                        TreeMap::new,
                        Collectors.mapping(Patient::patientId, Collectors.toList())));
        var duplicates = byChart.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Duplicate(entry.getKey(), entry.getValue()))
                .toList();
        var missing = patients.stream()
                .filter(patient -> patient.chartNumber().isEmpty())
                .map(Patient::patientId)
                .toList();
        return new PairingWarnings(duplicates, missing);
    }

    List<Warning> asList() {
        var warnings = new ArrayList<Warning>();
        if (!duplicateChartNumbers.isEmpty()) {
            warnings.add(new Warning(
                    "duplicate_chart_numbers", duplicateChartNumbers.size() + " chart numbers are shared by patients"));
        }
        if (!missingChartNumbers.isEmpty()) {
            warnings.add(new Warning(
                    "missing_chart_numbers", missingChartNumbers.size() + " patients have no chart number"));
        }
        return warnings;
    }
}
