package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An order in a list. */
@Schema(description = "An order: one RX of one account.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record OrderView(
        UUID id,

        @Schema(description = "The clinic's account number at the scanner's vendor.", examples = "104233")
        String account,

        @Schema(description = "The prescription's id at the vendor.")
        String rxId,

        @Schema(
                description =
                        "Where the order is with us: requested (pushed, not scanned yet), waiting, ready (a revision is stored), parked (given up until it is"
                                + " wanted again), withdrawn, erased (nothing is kept of it, on request) or expired (nor any"
                                + " more, as its time was over).",
                examples = "ready")
        String state,

        @Schema(description = "The vendor's word for the order's state, untouched.", examples = "Completed")
        Optional<String> status,

        @Schema(description = "The vendor's order id.", examples = "123456789")
        Optional<String> vendorOrderId,

        @Schema(description = "pushed by us as a scan request, or unsolicited.", examples = "unsolicited")
        String origin,

        @Schema(description = "Your own reference, as you gave it with the scan request.")
        Optional<String> reference,

        @Schema(description = "The scan request that pushed it, while that is kept.")
        Optional<UUID> scanRequestId,

        PatientView patient,

        @Schema(
                description =
                        "The fields in which the vendor's patient differs from the one you pushed, but for case and spaces."
                                + " Empty: none. Absent: there is nothing to compare with.",
                examples = "[\"lastName\"]")
        Optional<List<String>> patientDiffers,

        @Schema(description = "Calls that would set the vendor's patient right, if he differs.")
        Optional<List<Remedy>> remedies,

        Optional<String> doctorId,
        Optional<String> procedure,

        @Schema(description = "The number of the latest revision; 0: nothing is stored yet.", examples = "1")
        int latestRevision,

        @Schema(description = "Why the last attempt failed, while it did: class and reason.")
        Optional<String> failure,

        Optional<Instant> scannedAt,

        @Schema(description = "When the vendor last notified us.")
        Optional<Instant> notifiedAt,

        @Schema(
                description =
                        "First scanned, or, if earlier or the scan is not known yet, first heard of. What from and to mean.")
        Instant datedAt,

        @Schema(description = "The last change, by our database's clock. What changedSince means.")
        Instant changedAt) {

    static final String COLUMNS = """
            o.id, o.partner_id, o.account_id, o.rx_id, o.state, o.vendor_status, o.vendor_order_id, o.origin, o.reference,
            o.scan_request_id, o.patient_differs,
            o.patient_id, o.patient_first_name, o.patient_last_name, o.chart_number, o.doctor_id, o.procedure_name,
            o.latest_revision, o.failure, o.scanned_at, o.notified_at, o.dated_at, o.changed_at,
            (o.done < o.wanted and o.state <> 'parked' and o.due_at <= clock_timestamp()) as due""";

    static OrderView of(Row row, PatientView patient) {
        return new OrderView(
                row.id("id"),
                row.text("account_id"),
                row.text("rx_id"),
                row.text("state"),
                row.maybeText("vendor_status"),
                row.maybeText("vendor_order_id"),
                row.text("origin"),
                row.maybeText("reference"),
                row.maybeId("scan_request_id"),
                patient,
                row.maybeText("patient_differs").map(FieldNames::split),
                row.maybeText("patient_differs")
                        .map(kept ->
                                Remedy.of(row.text("account_id"), row.maybeText("patient_id"), FieldNames.split(kept)))
                        .filter(calls -> !calls.isEmpty()),
                row.maybeText("doctor_id"),
                row.maybeText("procedure_name"),
                row.integer("latest_revision"),
                row.maybeText("failure"),
                row.maybeInstant("scanned_at"),
                row.maybeInstant("notified_at"),
                row.instant("dated_at"),
                row.instant("changed_at"));
    }
}
