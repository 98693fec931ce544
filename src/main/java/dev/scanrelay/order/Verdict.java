package dev.scanrelay.order;

import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.order.CurrentOrder.LatestRevision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What an attempt's result is, beside what is known. */
sealed interface Verdict {

    /** No new files. The named fields changed since the vendor was asked last. */
    record SameFiles(List<String> updated) implements Verdict {}

    record NewFiles(NewContent content, int number) implements Verdict {}

    static Verdict of(
            CurrentOrder order,
            Optional<List<String>> patientDiffers,
            VendorFacts facts,
            Optional<NewContent> content) {
        return content.filter(files ->
                        order.latest().map(latest -> differs(latest, files)).orElse(true))
                .<Verdict>map(files -> new NewFiles(files, order.latestNumber() + 1))
                .orElseGet(() -> new SameFiles(order.known()
                        .map(known -> changed(
                                known,
                                facts,
                                name(
                                        "patientDiffers",
                                        order.patientDiffers().orElse(List.of()),
                                        patientDiffers.orElse(List.of()))))
                        .orElse(List.of())));
    }

    /** Files that could not be compared under one rule differ: to announce once too often is better than to miss a change. */
    private static boolean differs(LatestRevision latest, NewContent files) {
        Fingerprint fingerprint = files.fingerprint();
        return latest.ruleVersion() != fingerprint.ruleVersion()
                || !latest.fingerprint().equals(fingerprint.value().hex())
                || (files.complete() && !latest.complete());
    }

    /** The names of the fields in which the vendor's words differ. */
    static List<String> changed(VendorFacts was, VendorFacts is) {
        return changed(was, is, Optional.empty());
    }

    private static List<String> changed(VendorFacts was, VendorFacts is, Optional<String> patientDiffers) {
        return Stream.of(
                        patientDiffers,
                        name("vendorOrderId", was.orderId(), is.orderId()),
                        name("status", was.status(), is.status()),
                        name("patientId", was.patient().id(), is.patient().id()),
                        name("patientName", nameOf(was.patient()), nameOf(is.patient())),
                        name(
                                "chartNumber",
                                was.patient().chartNumber(),
                                is.patient().chartNumber()),
                        name("doctorId", was.doctorId(), is.doctorId()),
                        name("procedure", was.procedure(), is.procedure()),
                        name("scannedAt", was.scannedAt(), is.scannedAt()))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    private static Optional<String> name(String field, Object was, Object is) {
        return Objects.equals(was, is) ? Optional.empty() : Optional.of(field);
    }

    private static List<Optional<String>> nameOf(Patient patient) {
        return List.of(patient.firstName(), patient.lastName());
    }
}
