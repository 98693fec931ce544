package dev.scanrelay.itero;

import static dev.scanrelay.itero.Answer.list;
import static dev.scanrelay.itero.Answer.text;
import static dev.scanrelay.itero.Json.present;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.RxId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An order as it is on the wire. */
record OrderAnswer(
        @Nullable String orderId,
        @Nullable String rxId,
        @Nullable String companyId,
        @Nullable String status,
        @Nullable Patient patient,
        @Nullable Doctor doctor,
        @Nullable String procedure,
        @Nullable String scannedAt,
        @Nullable String modifiedAt,
        @Nullable List<Artifact> artifacts) {

    private static final int LAST_YEAR = 9999; // databases and JSON readers go on for different whiles after it

    /** Before the scan there is an RX, but no order. */
    boolean isOnlyRequested() {
        return orderId == null && rxId != null;
    }

    IteroOrder toOrder() {
        return new IteroOrder(
                present(orderId),
                new RxId(present(rxId)),
                new AccountId(present(companyId)),
                text(status).orElse(""),
                patient == null ? Patient.UNKNOWN : patient.toPatient(),
                doctor == null ? Doctor.UNKNOWN : doctor.toDoctor(),
                text(procedure),
                time(scannedAt),
                time(modifiedAt),
                list(artifacts).stream().map(Artifact::toArtifact).toList());
    }

    RequestedRx toRequestedRx() {
        return new RequestedRx(
                new RxId(present(rxId)),
                patient == null ? Patient.UNKNOWN : patient.toPatient(),
                doctor == null ? Optional.empty() : text(doctor.doctorId()),
                text(procedure),
                time(modifiedAt));
    }

    @Override
    public String toString() {
        return "OrderAnswer[redacted]";
    }

    private static Optional<Instant> time(@Nullable String field) {
        try {
            return text(field)
                    .map(OffsetDateTime::parse)
                    .filter(it -> it.getYear() > 0 && it.getYear() <= LAST_YEAR)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException unreadable) {
            return Optional.empty(); // a time without a zone can't be placed
        }
    }

    record Patient(
            @Nullable String patientId,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String chartNumber) {

        static final IteroOrder.Patient UNKNOWN =
                new IteroOrder.Patient(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        IteroOrder.Patient toPatient() {
            return new IteroOrder.Patient(text(patientId), text(firstName), text(lastName), text(chartNumber));
        }
    }

    record Doctor(@Nullable String doctorId, @Nullable String name) {

        static final IteroOrder.Doctor UNKNOWN = new IteroOrder.Doctor(Optional.empty(), Optional.empty());

        IteroOrder.Doctor toDoctor() {
            return new IteroOrder.Doctor(text(doctorId), text(name));
        }
    }

    record Artifact(
            @Nullable String artifactId,
            @Nullable String type,
            @Nullable String fileName,
            @Nullable String contentType,
            @Nullable Long sizeBytes,
            @Nullable String downloadUrl) {

        IteroArtifact toArtifact() {
            return new IteroArtifact(
                    text(artifactId),
                    present(type),
                    text(fileName),
                    text(contentType),
                    sizeBytes == null || sizeBytes < 0 ? OptionalLong.empty() : OptionalLong.of(sizeBytes),
                    text(downloadUrl).map(Artifact::uri));
        }

        private static URI uri(String text) {
            try {
                return new URI(text);
            } catch (URISyntaxException malformed) {
                throw new IllegalArgumentException("a download link is no URI");
            }
        }
    }

    /** One page of orders; an entry that is no order of this account we can read does not spoil the others. */
    record Page(@Nullable List<JsonNode> orders, @Nullable String nextPageToken) {

        IteroOrderPage toPage(AccountId account) {
            List<JsonNode> entries =
                    present(orders).stream().filter(Page::isScanned).toList();
            List<IteroOrder> readable = entries.stream()
                    .map(Page::order)
                    .flatMap(Optional::stream)
                    .filter(order -> order.account().equals(account))
                    .toList();
            return new IteroOrderPage(readable, text(nextPageToken), entries.size() - readable.size());
        }

        RequestedRx.Page toRequested(AccountId account) {
            return new RequestedRx.Page(
                    present(orders).stream()
                            .filter(entry -> !isScanned(entry))
                            .map(entry -> requested(entry, account))
                            .flatMap(Optional::stream)
                            .toList(),
                    text(nextPageToken));
        }

        private static Optional<RequestedRx> requested(JsonNode entry, AccountId account) {
            try {
                OrderAnswer answer = Json.read(entry, OrderAnswer.class);
                boolean ours = account.value().equals(answer.companyId());
                return ours ? Optional.of(answer.toRequestedRx()) : Optional.empty();
            } catch (IllegalArgumentException unreadable) {
                return Optional.empty();
            }
        }

        private static boolean isScanned(JsonNode entry) {
            return !entry.hasNonNull("rxId") || entry.hasNonNull("orderId");
        }

        private static Optional<IteroOrder> order(JsonNode entry) {
            try {
                return Optional.of(Json.read(entry, OrderAnswer.class).toOrder());
            } catch (IllegalArgumentException unreadable) {
                return Optional.empty();
            }
        }
    }
}
