package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.world.Scan;
import dev.scanrelay.local.sandbox.world.World;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** Makes wire orders of scans. */
final class OrderViews {

    private final World world;
    private final Artifacts artifacts;
    private final StorageLinks links;
    private final Supplier<Origin> origin;

    OrderViews(World world, Artifacts artifacts, StorageLinks links, Supplier<Origin> origin) {
        this.world = world;
        this.artifacts = artifacts;
        this.links = links;
        this.origin = origin;
    }

    OrderView of(Scan scan) {
        var patient = world.patient(scan.companyId(), scan.patientId()).orElseThrow();
        return new OrderView(
                scan.orderId(),
                scan.rxId(),
                scan.companyId(),
                scan.status(),
                new OrderView.PatientView(
                        patient.patientId(), patient.firstName(), patient.lastName(), patient.chartNumber()),
                doctor(scan),
                scan.procedure().name(),
                scan.scannedAt(),
                scan.modifiedAt(),
                files(scan));
    }

    private OrderView.DoctorView doctor(Scan scan) {
        var doctor = world.doctorById(scan.doctorId()).orElseThrow();
        return new OrderView.DoctorView(doctor.doctorId(), doctor.name());
    }

    private List<OrderView.ArtifactView> files(Scan scan) {
        return artifacts.of(scan).stream().map(artifact -> view(scan, artifact)).toList();
    }

    private OrderView.ArtifactView view(Scan scan, Artifacts.Artifact artifact) {
        long orderId = scan.orderId().orElseThrow();
        return new OrderView.ArtifactView(
                artifact.type().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "-" + orderId,
                artifact.type(),
                artifact.fileName(),
                artifact.contentType(),
                artifacts.size(scan, artifact),
                url(scan, artifact).toString());
    }

    private URI url(Scan scan, Artifacts.Artifact artifact) {
        var account = world.account(scan.companyId()).orElseThrow();
        if (account.behaviour().signedUrls()) {
            return links.of(scan, artifact, false);
        }
        return URI.create(origin.get().api() + "/" + account.region().base() + "/orders/"
                + scan.orderId().orElseThrow() + "/artifacts?type=" + artifact.type());
    }
}
