package dev.scanrelay.patient;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.itero.IteroPatient;
import dev.scanrelay.itero.PatientChange;
import dev.scanrelay.itero.PatientSearch;
import dev.scanrelay.pairing.Pairings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Changes patients at Align if they still are as they were read. Align can't compare and change in one step: who changes the patient
 * between our look and our change, which follow at once, is overwritten.
 */
@Singleton
final class PatientUpdates {

    private final Pairings pairings;
    private final Itero itero;

    PatientUpdates(Pairings pairings, Itero itero) {
        this.pairings = pairings;
        this.itero = itero;
    }

    Updated byId(PartnerId partner, AccountId account, PatientState seen, PatientChange change) {
        return pairings.withAccess(partner, account, access -> byId(access, account, seen, change));
    }

    /** Changes names alone; who has the chart number is looked up anew. */
    Updated byChart(PartnerId partner, AccountId account, String chartNumber, PatientState seen, PatientChange names) {
        return pairings.withAccess(partner, account, access -> byChart(access, account, chartNumber, seen, names));
    }

    private Updated byId(Access access, AccountId account, PatientState seen, PatientChange change) {
        Optional<IteroPatient> now = find(access, account, seen).or(() -> find(access, account, seen.with(change)));
        return now.map(patient -> change(
                        patient, seen, change, () -> itero.updatePatient(access, account, seen.patientId(), change)))
                .orElseGet(Updated.Changed::new);
    }

    private Updated byChart(
            Access access, AccountId account, String chartNumber, PatientState seen, PatientChange names) {
        List<IteroPatient> owners = withChart(access, account, chartNumber);
        return switch (owners.size()) {
            case 0 -> new Updated.Unknown();
            case 1 ->
                change(
                        owners.getFirst(),
                        seen,
                        names,
                        () -> itero.updatePatientByChart(access, account, chartNumber, names));
            default -> shared(owners);
        };
    }

    private static Updated change(
            IteroPatient now, PatientState seen, PatientChange change, Supplier<IteroPatient> put) {
        PatientState state = PatientState.of(now);
        if (state.equals(seen.with(change))) {
            return new Updated.Done(now);
        }
        return state.equals(seen) ? put(put) : new Updated.Changed();
    }

    private static Updated put(Supplier<IteroPatient> put) {
        try {
            return new Updated.Done(put.get());
        } catch (IteroException failure) {
            if (failure.moved() || failure.unsent()) {
                throw failure; // nothing was done there: the call may be made anew
            }
            return switch (failure.kind()) {
                case TRANSIENT -> new Updated.Open();
                case NOT_FOUND -> new Updated.Unknown();
                case PERMANENT -> rejected(failure);
                case RATE_LIMITED, UNAUTHORISED, REFUSED -> throw failure;
            };
        }
    }

    private static Updated rejected(IteroException failure) {
        return switch (failure.code().orElse("")) {
            case "chart_number_in_use" -> new Updated.ChartInUse();
            case "chart_number_shared" -> new Updated.Changed(); // since we looked
            default -> throw failure;
        };
    }

    private static Updated shared(List<IteroPatient> owners) {
        return new Updated.Shared(
                owners.stream().map(IteroPatient::patientId).sorted().toList());
    }

    private Optional<IteroPatient> find(Access access, AccountId account, PatientState state) {
        return itero
                .patients(access, new PatientSearch(account, state.firstName(), state.lastName(), state.chartNumber()))
                .stream()
                .filter(patient -> patient.patientId().equals(state.patientId()))
                .findFirst();
    }

    private List<IteroPatient> withChart(Access access, AccountId account, String chartNumber) {
        return itero.patients(
                access, new PatientSearch(account, Optional.empty(), Optional.empty(), Optional.of(chartNumber)));
    }
}
