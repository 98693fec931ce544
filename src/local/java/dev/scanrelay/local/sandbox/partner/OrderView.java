package dev.scanrelay.local.sandbox.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An order as it goes over the wire. */
record OrderView(
        Optional<Long> orderId,
        String rxId,
        long companyId,
        String status,
        PatientView patient,
        DoctorView doctor,
        String procedure,
        Optional<Instant> scannedAt,
        Instant modifiedAt,
        List<ArtifactView> artifacts) {

    OrderView withoutArtifacts() {
        return new OrderView(
                orderId, rxId, companyId, status, patient, doctor, procedure, scannedAt, modifiedAt, List.of());
    }

    record PatientView(String patientId, String firstName, String lastName, Optional<String> chartNumber) {}

    record DoctorView(String doctorId, String name) {}

    record ArtifactView(
            String artifactId, String type, String fileName, String contentType, long sizeBytes, String downloadUrl) {}
}
