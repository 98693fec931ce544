package dev.scanrelay.itero;

import java.util.List;

/**
 * What is wrong with an account's patients before an integration starts.
 *
 * @param sharedCharts chart numbers that several patients have
 * @param withoutChart ids of the patients who have none
 */
public record PairingWarnings(List<SharedChart> sharedCharts, List<String> withoutChart) {

    public PairingWarnings {
        sharedCharts = List.copyOf(sharedCharts);
        withoutChart = List.copyOf(withoutChart);
    }

    public boolean none() {
        return sharedCharts.isEmpty() && withoutChart.isEmpty();
    }

    /** One chart number and the ids of those who share it. */
    public record SharedChart(String chartNumber, List<String> patientIds) {

        public SharedChart {
            patientIds = List.copyOf(patientIds);
        }

        @Override
        public String toString() {
            return "SharedChart[redacted, patients=" + patientIds.size() + "]";
        }
    }
}
