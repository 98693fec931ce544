package dev.scanrelay.local.sandbox.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** All that the cloud knows, in memory and bounded: the scans that changed least recently make room for new ones. */
public final class World {

    private static final int LARGEST_CLINIC = 100_000;

    private final int maxScans;
    private final Map<Long, Account> accounts = new LinkedHashMap<>();
    private final Map<String, Doctor> doctors = new LinkedHashMap<>();
    private final Map<String, Patient> patients = new LinkedHashMap<>();
    private final Map<String, Scan> scans = new LinkedHashMap<>();
    private final Map<Long, String> rxOfOrder = new HashMap<>();
    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final Map<String, Pairing> pairings = new LinkedHashMap<>();

    public World(int maxScans) {
        this.maxScans = maxScans;
    }

    public synchronized void clear() {
        List.of(accounts, doctors, patients, scans, rxOfOrder, clients, pairings)
                .forEach(Map::clear);
    }

    // Accounts, doctors, clients

    public synchronized void put(Account account) {
        accounts.put(account.companyId(), account);
    }

    public synchronized Optional<Account> account(long companyId) {
        return Optional.ofNullable(accounts.get(companyId));
    }

    public synchronized List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    public synchronized void put(Doctor doctor) {
        doctors.put(doctor.login(), doctor);
    }

    public synchronized Optional<Doctor> doctor(String login) {
        return Optional.ofNullable(doctors.get(login));
    }

    public synchronized Optional<Doctor> doctorById(String doctorId) {
        return doctors.values().stream()
                .filter(doctor -> doctor.doctorId().equals(doctorId))
                .findFirst();
    }

    public synchronized List<Doctor> doctors() {
        return List.copyOf(doctors.values());
    }

    public synchronized void put(Client client) {
        clients.put(client.clientId(), client);
    }

    public synchronized Optional<Client> client(String clientId) {
        return Optional.ofNullable(clients.get(clientId));
    }

    public synchronized List<Client> clients() {
        return List.copyOf(clients.values());
    }

    // Pairings

    public synchronized Pairing pair(String clientId, long companyId, String doctor, Optional<String> callback) {
        var key = clientId + "/" + companyId;
        var before = pairings.getOrDefault(key, new Pairing(clientId, companyId, Optional.empty(), java.util.Set.of()));
        var paired = before.joinedBy(doctor, callback);
        pairings.put(key, paired);
        return paired;
    }

    public synchronized void unpair(String clientId, long companyId, String doctor) {
        pairings.computeIfPresent(clientId + "/" + companyId, (key, pairing) -> {
            var rest = pairing.leftBy(doctor);
            return rest.doctors().isEmpty() ? null : rest;
        });
    }

    public synchronized boolean isPaired(String clientId, long companyId, String doctor) {
        return Optional.ofNullable(pairings.get(clientId + "/" + companyId))
                .filter(pairing -> pairing.doctors().contains(doctor))
                .isPresent();
    }

    /** As by the clinic itself: the client is not asked and its tokens live on. */
    public synchronized void unpair(String clientId, long companyId) {
        pairings.remove(clientId + "/" + companyId);
    }

    public synchronized List<Pairing> pairings() {
        return List.copyOf(pairings.values());
    }

    // Patients

    public synchronized Patient put(Patient patient) {
        patients.put(patient.patientId(), patient);
        if (patients.size() > LARGEST_CLINIC) {
            patients.remove(patients.keySet().iterator().next());
        }
        return patient;
    }

    public synchronized Optional<Patient> patient(long companyId, String patientId) {
        return Optional.ofNullable(patients.get(patientId.toLowerCase(Locale.ROOT)))
                .filter(patient -> patient.companyId() == companyId);
    }

    public synchronized List<Patient> patients(long companyId) {
        return select(patients.values(), patient -> patient.companyId() == companyId);
    }

    public synchronized int patientCount() {
        return patients.size();
    }

    // Scans

    public synchronized Scan put(Scan scan) {
        scans.remove(scan.rxId());
        scans.put(scan.rxId(), scan);
        scan.orderId().ifPresent(orderId -> rxOfOrder.put(orderId, scan.rxId()));
        if (scans.size() > maxScans) {
            remove(scans.keySet().iterator().next());
        }
        return scan;
    }

    public synchronized Optional<Scan> change(String rxId, UnaryOperator<Scan> change) {
        return scan(rxId).map(change).map(this::put);
    }

    public synchronized void remove(String rxId) {
        var gone = scans.remove(rxId);
        if (gone != null) {
            gone.orderId().ifPresent(rxOfOrder::remove);
        }
    }

    /** GUIDs are compared without case and braces. */
    public synchronized Optional<Scan> scan(String rxId) {
        var normal = rxId.toLowerCase(Locale.ROOT).replace("{", "").replace("}", "");
        return Optional.ofNullable(scans.get(normal));
    }

    public synchronized Optional<Scan> scanOfOrder(long orderId) {
        return Optional.ofNullable(rxOfOrder.get(orderId)).map(scans::get);
    }

    public synchronized List<Scan> scans(long companyId) {
        return select(scans.values(), scan -> scan.companyId() == companyId);
    }

    public synchronized int scanCount() {
        return scans.size();
    }

    private static <T> List<T> select(Collection<T> all, Predicate<T> wanted) {
        var selected = new ArrayList<T>();
        all.stream().filter(wanted).forEach(selected::add);
        return selected;
    }
}
