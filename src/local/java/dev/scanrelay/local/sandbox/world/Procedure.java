package dev.scanrelay.local.sandbox.world;

import java.util.List;
import java.util.Optional;

/** What a scan is for; the same list for every account. */
public record Procedure(int procedureMapId, String name, boolean restorative) {

    public static final List<Procedure> ALL = List.of(
            new Procedure(1, "Study Model/iRecord", false),
            new Procedure(2, "Invisalign", false),
            new Procedure(3, "Appliance", false),
            new Procedure(4, "Fixed Restorative", true),
            new Procedure(5, "Implant Planning", true));

    public static Optional<Procedure> of(int procedureMapId) {
        return ALL.stream()
                .filter(procedure -> procedure.procedureMapId() == procedureMapId)
                .findFirst();
    }
}
