package dev.scanrelay.local.sandbox.world;

import dev.scanrelay.local.sandbox.content.Export;
import dev.scanrelay.local.sandbox.content.Meshes;
import dev.scanrelay.local.sandbox.content.Plan;
import dev.scanrelay.local.sandbox.content.Subject;
import dev.scanrelay.local.sandbox.content.Versions;
import java.time.Instant;
import java.util.Optional;

/**
 * One RX through its life: requested, scanned (then it has an order id and files), changed.
 *
 * @param printed the names as they were when the files were made; a later change of the patient does not reach into the zip
 */
public record Scan(
        String rxId,
        Optional<Long> orderId,
        long companyId,
        String patientId,
        String doctorId,
        Procedure procedure,
        String status,
        Optional<Instant> scannedAt,
        Instant modifiedAt,
        Plan plan,
        Versions versions,
        Optional<Subject> printed,
        boolean downloaded) {

    public boolean isScanned() {
        return orderId.isPresent();
    }

    public Export export(long seed) {
        return new Export(seed, printed.orElseThrow(), plan, versions);
    }

    /** Shown so once, not for good. */
    public Scan withVariant(Plan.Variant variant) {
        return changed(status, modifiedAt, plan.with(variant), versions, downloaded);
    }

    /** As one download shows it, not for good. */
    public Scan with(Meshes meshes) {
        return changed(status, modifiedAt, plan.with(meshes), versions, downloaded);
    }

    public Scan scanned(Subject subject, Plan content, Instant at) {
        return new Scan(
                rxId,
                Optional.of(subject.orderId()),
                companyId,
                patientId,
                doctorId,
                procedure,
                Status.COMPLETED,
                Optional.of(subject.scannedAt()),
                at,
                content,
                Versions.FIRST,
                Optional.of(subject),
                false);
    }

    public Scan after(ScanEvent event, Instant at) {
        return changed(event.status().orElse(status), at, plan, event.files(versions), downloaded);
    }

    public Scan withStatus(String other, Instant at) {
        return changed(other, at, plan, versions, downloaded);
    }

    public Scan withPlan(Plan other, Instant at) {
        return changed(status, at, other, versions, downloaded);
    }

    public Scan touched(Instant at) {
        return changed(status, at, plan, versions, downloaded);
    }

    public Scan fetched() {
        return changed(status, modifiedAt, plan, versions, true);
    }

    private Scan changed(String newStatus, Instant at, Plan newPlan, Versions newVersions, boolean isDownloaded) {
        return new Scan(
                rxId,
                orderId,
                companyId,
                patientId,
                doctorId,
                procedure,
                newStatus,
                scannedAt,
                at,
                newPlan,
                newVersions,
                printed,
                isDownloaded);
    }
}
