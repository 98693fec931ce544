package dev.scanrelay.local.sandbox.world;

public record Doctor(
        String doctorId, String login, String password, String firstName, String lastName, String licenseNumber) {

    public String name() {
        return firstName + " " + lastName;
    }
}
