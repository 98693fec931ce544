package dev.scanrelay.local.sandbox.content;

import java.time.Instant;

/** Whose scan it is, as the export's own papers print it. */
public record Subject(
        long orderId,
        String rxId,
        long companyId,
        String clinic,
        String patientFirstName,
        String patientLastName,
        String chartNumber,
        String doctorFirstName,
        String doctorLastName,
        String procedure,
        Instant scannedAt) {}
