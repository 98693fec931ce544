package dev.scanrelay.order;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.secret.BlindIndex;
import dev.scanrelay.secret.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Names and chart numbers rest sealed; each opens in its own row and column only. */
@ApplicationScoped
class PatientSeal {

    private static final String CHART_NUMBER = "chart-number";

    private final Vault vault;
    private final BlindIndex index;

    PatientSeal(Vault vault, BlindIndex index) {
        this.vault = vault;
        this.index = index;
    }

    /** The patient of an order's row. */
    Patient open(Row row) {
        UUID order = row.id("id");
        return new Patient(
                row.maybeText("patient_id"),
                row.maybeBytes("patient_first_name").map(kept -> vault.open(kept, context(order, "first-name"))),
                row.maybeBytes("patient_last_name").map(kept -> vault.open(kept, context(order, "last-name"))),
                row.maybeBytes("chart_number").map(kept -> vault.open(kept, context(order, CHART_NUMBER))));
    }

    Sealed seal(UUID order, PartnerId partner, Patient patient) {
        return new Sealed(
                patient.firstName().map(name -> vault.seal(name, context(order, "first-name"))),
                patient.lastName().map(name -> vault.seal(name, context(order, "last-name"))),
                patient.chartNumber().map(number -> vault.seal(number, context(order, CHART_NUMBER))),
                patient.chartNumber().map(number -> index.of(CHART_NUMBER, partner.value(), number)));
    }

    /** What the index of a chart number may be, one for each key in use. */
    List<byte[]> candidates(PartnerId partner, String chartNumber) {
        return index.candidates(CHART_NUMBER, partner.value(), chartNumber);
    }

    byte[] sealVendorName(UUID artifact, String name) {
        return vault.seal(name, "artifact:" + artifact + ":vendor-name");
    }

    String openVendorName(UUID artifact, byte[] kept) {
        return vault.open(kept, "artifact:" + artifact + ":vendor-name");
    }

    private static String context(UUID order, String field) {
        return "order:" + order + ":" + field;
    }

    /** As the database keeps it. */
    record Sealed(
            Optional<byte[]> firstName,
            Optional<byte[]> lastName,
            Optional<byte[]> chartNumber,
            Optional<byte[]> chartNumberIndex) {}
}
