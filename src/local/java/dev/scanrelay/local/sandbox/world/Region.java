package dev.scanrelay.local.sandbox.world;

import java.util.Optional;
import java.util.stream.Stream;

/** Where an account lives. Each region answers under a path of its own. */
public enum Region {
    EU("eu-central-1", "eu"),
    US("us-east-1", "us");

    private final String wireName;
    private final String base;

    Region(String wireName, String base) {
        this.wireName = wireName;
        this.base = base;
    }

    public String wireName() {
        return wireName;
    }

    public String base() {
        return base;
    }

    public static Optional<Region> ofBase(String base) {
        return Stream.of(values()).filter(region -> region.base.equals(base)).findFirst();
    }
}
