package dev.scanrelay.security;

import java.util.Set;

/** What a key may do; for {@code @RolesAllowed} on resources. {@link #ADMIN} includes the others, within its own partner. */
public final class Scopes {

    public static final String ADMIN = "admin";
    public static final String ORDERS_READ = "orders:read";
    public static final String ORDERS_WRITE = "orders:write";
    public static final String ARTIFACTS_READ = "artifacts:read";
    /** Names and chart numbers in answers, and the search by chart number. */
    public static final String PATIENTS_READ = "patients:read";

    public static final String PAIRINGS_READ = "pairings:read";
    public static final String PAIRINGS_WRITE = "pairings:write";

    static final Set<String> ALL =
            Set.of(ADMIN, ORDERS_READ, ORDERS_WRITE, ARTIFACTS_READ, PATIENTS_READ, PAIRINGS_READ, PAIRINGS_WRITE);

    private Scopes() {}

    static Set<String> implied(Set<String> granted) {
        return granted.contains(ADMIN) ? ALL : granted;
    }
}
