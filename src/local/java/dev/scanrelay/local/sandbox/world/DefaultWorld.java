package dev.scanrelay.local.sandbox.world;

import dev.scanrelay.local.sandbox.content.Seed;
import dev.scanrelay.local.sandbox.world.Account.Address;
import dev.scanrelay.local.sandbox.world.Account.Scanner;
import java.util.List;
import java.util.stream.IntStream;

/** Three clinics in two regions, four doctors who share them, twenty patients each. */
public final class DefaultWorld {

    public static final String PASSWORD = "demo";
    private static final int PATIENTS = 20;

    private final World world;
    private final long seed;

    public DefaultWorld(World world, long seed) {
        this.world = world;
        this.seed = seed;
    }

    public void fill(List<Client> clients) {
        clients.forEach(world::put);
        doctor("anna.mueller", "Anna", "Müller");
        doctor("piotr.zielinski", "Piotr", "Zieliński");
        doctor("grace.okafor", "Grace", "Okafor");
        doctor("liam.obrien", "Liam", "O'Brien");
        clinic(
                104233,
                "Zahnarztpraxis Müller",
                new Address("Lindenstraße 12", "50674", "Köln", "Germany"),
                "Europe/Berlin",
                Region.EU,
                List.of("anna.mueller", "grace.okafor"));
        clinic(
                104577,
                "Klinika Uśmiech",
                new Address("ul. Długa 7", "31-147", "Kraków", "Poland"),
                "Europe/Warsaw",
                Region.EU,
                List.of("piotr.zielinski", "anna.mueller"));
        clinic(
                208114,
                "Harbor Dental Care",
                new Address("18 Wharf Street", "04101", "Portland", "United States"),
                "America/New_York",
                Region.US,
                List.of("liam.obrien", "grace.okafor"));
    }

    public Doctor doctor(String login, String firstName, String lastName) {
        var number = Math.floorMod(Seed.of(seed, "license", login), 900_000) + 100_000;
        var id = Seed.guid(seed, "doctor", login);
        var doctor = new Doctor(id, login, PASSWORD, firstName, lastName, "LIC-" + number);
        world.put(doctor);
        return doctor;
    }

    public Account clinic(
            long companyId, String name, Address address, String timeZone, Region region, List<String> doctors) {
        var serial = "ITR5-" + (Math.floorMod(Seed.of(seed, "scanner", companyId), 90_000) + 10_000);
        var scanners = List.of(
                new Scanner(serial, "iTero Element 5D", "Room 1"), new Scanner(serial + "B", "iTero Lumina", "Room 2"));
        var account = new Account(companyId, name, address, timeZone, region, doctors, scanners, Behaviour.DEFAULT);
        world.put(account);
        IntStream.range(0, PATIENTS).forEach(number -> world.put(Names.patient(seed, companyId, number)));
        return account;
    }
}
