package dev.scanrelay.rx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.rx.ScanRequestView.PersonView;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Shows requests as far as a reader may see them. */
@Singleton
final class Views {

    private final ContentSeal seal;
    private final RxSettings settings;
    private final Requests requests;
    private final ObjectMapper json;

    Views(ContentSeal seal, RxSettings settings, Requests requests, ObjectMapper json) {
        this.seal = seal;
        this.settings = settings;
        this.requests = requests;
        this.json = json;
    }

    /** @param seesPatients whether the reader may see names */
    ScanRequestView of(ScanRequestRow row, boolean seesPatients) {
        Content content = seal.open(row);
        Asked asked = content.asked();
        Optional<Person> visible = Optional.of(asked.patient()).filter(person -> seesPatients);
        return new ScanRequestView(
                row.id,
                row.accountId,
                state(row).wire(),
                Optional.ofNullable(row.rxId),
                Optional.ofNullable(row.orderId),
                asked.reference(),
                row.match,
                read(row.candidates, new TypeReference<List<Candidate>>() {}),
                asked.onMatch().wire(),
                Optional.ofNullable(row.patientId),
                visible.map(PersonView::of),
                visible.filter(person -> !person.equals(content.sent().patient()))
                        .map(person -> PersonView.of(content.sent().patient())),
                Optional.ofNullable(row.patientDiffers).map(Views::names),
                asked.doctorId(),
                asked.scannerSerialNumber(),
                asked.procedureMapId(),
                asked.dueDate(),
                asked.notes().filter(text -> seesPatients),
                refusal(row),
                Optional.ofNullable(row.evidence),
                row.createdAt,
                row.changedAt);
    }

    /** One whose sender must be dead counts as unknown before the next pass says so. */
    RequestState state(ScanRequestRow row) {
        boolean dead = row.state() == RequestState.SENDING
                && !requests.now().isBefore(row.createdAt.plus(settings.sendingFor()));
        return dead ? RequestState.UNKNOWN : row.state();
    }

    Optional<Refusal> refusal(ScanRequestRow row) {
        return Optional.ofNullable(row.refusal).map(kept -> read(kept, new TypeReference<Refusal>() {}));
    }

    private static List<String> names(String kept) {
        return kept.isEmpty() ? List.of() : List.of(kept.split(","));
    }

    private <T> T read(String kept, TypeReference<T> type) {
        try {
            return json.readValue(kept, type);
        } catch (JsonProcessingException otherForm) {
            throw new IllegalStateException("a kept scan request can't be read", otherForm);
        }
    }
}
