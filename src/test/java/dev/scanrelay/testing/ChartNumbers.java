package dev.scanrelay.testing;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The chart numbers of a clinic at the sandbox: one is shared and one is missing, unless they are put in order. */
public final class ChartNumbers {

    private ChartNumbers() {}

    /** Lets Align look at them as they are, and answers the one that is shared. */
    public static String disorderly(SandboxClient sandbox, long account) {
        sandbox.behaviour(account, Map.of("pairingWarnings", true));
        Set<String> seen = new HashSet<>();
        return sandbox.patients(account).stream()
                .flatMap(patient -> patient.chartNumber().stream())
                .filter(chart -> !seen.add(chart))
                .findFirst()
                .orElseThrow();
    }

    /** Lets Align look at them when each patient has one of its own. */
    public static void orderly(SandboxClient sandbox, long account) {
        sandbox.behaviour(account, Map.of("pairingWarnings", true));
        Set<String> seen = new HashSet<>();
        sandbox.patients(account).stream()
                .filter(patient -> !patient.chartNumber().map(seen::add).orElse(false))
                .forEach(patient ->
                        give(sandbox, patient, "own-" + patient.patientId().substring(0, 8)));
    }

    private static void give(SandboxClient sandbox, SandboxClient.Patient patient, String chartNumber) {
        var scan = sandbox.newScan(
                Map.of("account", patient.companyId(), "patientId", patient.patientId(), "tell", false));
        sandbox.changePatient(scan.rxId(), Map.of("chartNumber", chartNumber));
    }
}
