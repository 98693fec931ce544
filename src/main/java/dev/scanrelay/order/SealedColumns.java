package dev.scanrelay.order;

import dev.scanrelay.secret.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The columns of this package that are sealed, with the contexts of {@link PatientSeal}, so that a rotation reaches them. */
final class SealedColumns {

    private SealedColumns() {}

    @Produces
    @Singleton
    static SealedColumn firstNames() {
        return new SealedColumn("scan_order", "patient_first_name", id -> "order:" + id + ":first-name");
    }

    @Produces
    @Singleton
    static SealedColumn lastNames() {
        return new SealedColumn("scan_order", "patient_last_name", id -> "order:" + id + ":last-name");
    }

    @Produces
    @Singleton
    static SealedColumn chartNumbers() {
        return new SealedColumn("scan_order", "chart_number", id -> "order:" + id + ":chart-number");
    }

    @Produces
    @Singleton
    static SealedColumn vendorNames() {
        return new SealedColumn("artifact", "vendor_name", id -> "artifact:" + id + ":vendor-name");
    }
}
