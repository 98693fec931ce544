package dev.scanrelay.rx;

import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroOrderQuery;
import dev.scanrelay.itero.RequestedRx;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.patient.Patients;
import dev.scanrelay.practice.Practice;
import dev.scanrelay.practice.Practices;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a request at Align. An RX counts as its own only if nothing else could be meant: the patient as sent, doctor, procedure,
 * not older, of no other request, the only one, and no request like it is open beside it.
 */
@Singleton
final class Sightings {

    private static final int MOST_PAGES = 10;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private final Pairings pairings;
    private final Itero itero;
    private final Practices practices;
    private final Patients patients;
    private final Requests requests;
    private final ContentSeal seal;

    Sightings(
            Pairings pairings,
            Itero itero,
            Practices practices,
            Patients patients,
            Requests requests,
            ContentSeal seal) {
        this.pairings = pairings;
        this.itero = itero;
        this.practices = practices;
        this.patients = patients;
        this.requests = requests;
        this.seal = seal;
    }

    Sighting of(ScanRequestRow row) {
        Content content = seal.open(row);
        Practice practice = practice(row);
        List<RequestedRx> alike = listed(row, content).stream()
                .filter(rx -> isLike(rx, row, content, practice))
                .filter(rx -> !requests.isOfAnother(row, rx.rxId()))
                .toList();
        if (alike.size() == 1 && !hasTwin(row, content)) {
            RequestedRx rx = alike.getFirst();
            return new Sighting.Rx(rx.rxId(), rx.patient().patientId());
        }
        return appeared(row, content) ? new Sighting.Patient() : new Sighting.Nothing();
    }

    private List<RequestedRx> listed(ScanRequestRow row, Content content) {
        List<RequestedRx> listed = new ArrayList<>();
        Optional<IteroOrderQuery> next = Optional.of(query(row, content));
        for (int page = 0; page < MOST_PAGES && next.isPresent(); page++) {
            IteroOrderQuery query = next.get();
            RequestedRx.Page found =
                    pairings.withAccess(row.partner(), row.account(), access -> itero.requestedRxs(access, query));
            listed.addAll(found.rxs());
            next = found.nextPageToken().map(query::after);
        }
        return next.isEmpty() ? listed : List.of(); // an RX is the only one of its kind on a whole list only
    }

    private IteroOrderQuery query(ScanRequestRow row, Content content) {
        return content.sent()
                .patient()
                .chartNumber()
                .map(number -> IteroOrderQuery.ofChart(row.account(), number))
                .orElseGet(() -> IteroOrderQuery.between(
                        row.account(),
                        row.createdAt.minus(CLOCKS_DIFFER),
                        requests.now().plus(CLOCKS_DIFFER)));
    }

    private Practice practice(ScanRequestRow row) {
        return practices.of(row.partner(), row.account()).practice();
    }

    private static boolean isLike(RequestedRx rx, ScanRequestRow row, Content content, Practice practice) {
        Asked asked = content.asked();
        boolean young = rx.modifiedAt()
                .filter(at -> at.isBefore(row.createdAt.minus(CLOCKS_DIFFER)))
                .isEmpty();
        boolean doctor =
                rx.doctorId().filter(asked.doctorId()::equalsIgnoreCase).isPresent();
        boolean procedure = practice.procedure(asked.procedureMapId())
                .flatMap(Practice.Procedure::name)
                .equals(rx.procedure());
        return young
                && doctor
                && procedure
                && content.sent()
                        .patient()
                        .isSpelled(
                                rx.patient().firstName(),
                                rx.patient().lastName(),
                                rx.patient().chartNumber());
    }

    /** Two that look the same can't be told apart: then a person has to. */
    private boolean hasTwin(ScanRequestRow row, Content content) {
        List<ScanRequestRow> others = requests.othersWithoutRx(row);
        return others.size() >= Requests.MOST_OPEN
                || others.stream().map(seal::open).anyMatch(other -> areTwins(content, other));
    }

    private static boolean areTwins(Content one, Content other) {
        Person patient = other.sent().patient();
        return one.asked().doctorId().equalsIgnoreCase(other.asked().doctorId())
                && one.asked().procedureMapId().equals(other.asked().procedureMapId())
                && one.sent()
                        .patient()
                        .isSpelled(
                                Optional.of(patient.firstName()),
                                Optional.of(patient.lastName()),
                                patient.chartNumber());
    }

    private boolean appeared(ScanRequestRow row, Content content) {
        Person sent = content.sent().patient();
        return Match.ofWire(row.match) == Match.NONE
                && patients.find(row.partner(), row.account(), sent.query()).stream()
                        .anyMatch(found -> sent.isSpelled(found.firstName(), found.lastName(), found.chartNumber()));
    }
}
