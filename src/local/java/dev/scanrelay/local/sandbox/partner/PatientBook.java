package dev.scanrelay.local.sandbox.partner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.scanrelay.local.sandbox.clinic.Scans;
import dev.scanrelay.local.sandbox.content.Seed;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.Patient;
import dev.scanrelay.local.sandbox.world.World;
import java.util.List;
import java.util.Optional;

/** Which patient a scan request means: names and chart number match exactly, or it is a new one. */
final class PatientBook {

    private final long seed;
    private final World world;
    private final Scans scans;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(
            Optional<String> firstName,
            Optional<String> lastName,
            Optional<String> chartNumber,
            Optional<String> birthDate) {}

    PatientBook(long seed, World world, Scans scans) {
        this.seed = seed;
        this.world = world;
        this.scans = scans;
    }

    Patient findOrCreate(Account account, Entry entry, boolean update) {
        var first = name("firstName", entry.firstName());
        var last = name("lastName", entry.lastName());
        if (update && !account.behaviour().patientUpdate()) {
            throw new Refusal(403, "feature_disabled", "a scan request may not update a patient of this account");
        }
        var sameChart = world.patients(account.companyId()).stream()
                .filter(patient -> entry.chartNumber().filter(patient::hasChart).isPresent())
                .toList();
        var candidates = entry.chartNumber().isPresent() ? sameChart : withoutChart(account);
        var same = candidates.stream()
                .filter(patient -> patient.firstName().equalsIgnoreCase(first)
                        && patient.lastName().equalsIgnoreCase(last))
                .findFirst();
        if (same.isEmpty() && update && sameChart.size() == 1) {
            return rename(sameChart.getFirst(), first, last);
        }
        return same.orElseGet(() -> create(account, entry, first, last));
    }

    /** No chart number on both sides is the same, too. */
    private List<Patient> withoutChart(Account account) {
        return world.patients(account.companyId()).stream()
                .filter(patient -> patient.chartNumber().isEmpty())
                .toList();
    }

    private Patient rename(Patient patient, String first, String last) {
        var renamed =
                world.put(patient.with(new Patient.Change(Optional.of(first), Optional.of(last), Optional.empty())));
        scans.patientChanged(renamed);
        return renamed;
    }

    private Patient create(Account account, Entry entry, String first, String last) {
        var id = Seed.guid(seed, "new patient", account.companyId(), world.patientCount());
        return world.put(new Patient(id, account.companyId(), first, last, entry.chartNumber(), entry.birthDate()));
    }

    private static String name(String field, Optional<String> value) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> Refusal.badRequest("patient." + field + " is missing"));
    }
}
