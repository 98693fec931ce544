package dev.scanrelay.local.sandbox.world;

import java.util.List;

/** A clinic. Its {@code doctors} are logins; a doctor may work in several clinics. */
public record Account(
        long companyId,
        String name,
        Address address,
        String timeZone,
        Region region,
        List<String> doctors,
        List<Scanner> scanners,
        Behaviour behaviour) {

    public record Address(String street, String postalCode, String city, String country) {}

    public record Scanner(String serialNumber, String model, String name) {}

    public Account in(Region other) {
        return new Account(companyId, name, address, timeZone, other, doctors, scanners, behaviour);
    }

    public Account with(Behaviour other) {
        return new Account(companyId, name, address, timeZone, region, doctors, scanners, other);
    }
}
