package dev.scanrelay.itero;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scanrelay.content.Sha256;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An order as Align describes it now. One order may be scanned again: its id stays, its files and {@code modifiedAt} change.
 *
 * @param orderId opaque to us, 1 to 64 letters, digits, {@code -} or {@code _}; Align's are numbers of eight or nine digits
 * @param status Align's display name, untouched, known or not
 */
public record IteroOrder(
        String orderId,
        RxId rxId,
        AccountId account,
        String status,
        Patient patient,
        Doctor doctor,
        Optional<String> procedure,
        Optional<Instant> scannedAt,
        Optional<Instant> modifiedAt,
        List<IteroArtifact> artifacts) {

    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public IteroOrder {
        if (!ORDER_ID.matcher(orderId).matches()) {
            throw new IllegalArgumentException("an order id is 1 to 64 letters, digits, - or _");
        }
        artifacts = List.copyOf(artifacts);
    }

    /** Whether the other description offers the same files. Links differ between any two descriptions and don't count. */
    public boolean offersSameFilesAs(IteroOrder other) {
        return orderId.equals(other.orderId) && modifiedAt.equals(other.modifiedAt) && files().equals(other.files());
    }

    /** Tells one set of offered files from another by their ids and types; empty where Align gives no ids. */
    public Optional<String> offer() {
        if (artifacts.stream().noneMatch(artifact -> artifact.artifactId().isPresent())) {
            return Optional.empty();
        }
        List<String> names = artifacts.stream()
                .map(artifact -> artifact.artifactId().orElse("-") + " " + artifact.type())
                .sorted()
                .toList();
        byte[] all = String.join("\n", names).getBytes(UTF_8);
        return Optional.of(Sha256.of(Sha256.digest().digest(all)).toString());
    }

    private List<IteroArtifact> files() {
        return artifacts.stream().map(IteroArtifact::withoutLink).toList();
    }

    /** Who was scanned, in Align's copy; it may differ from the clinic's own record. */
    public record Patient(
            Optional<String> patientId,
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> chartNumber) {

        @Override
        public String toString() {
            return "Patient[" + patientId.orElse("?") + ", redacted]";
        }
    }

    /** Who treats. */
    public record Doctor(Optional<String> doctorId, Optional<String> name) {

        @Override
        public String toString() {
            return "Doctor[" + doctorId.orElse("?") + ", redacted]";
        }
    }
}
