package dev.scanrelay.security;

import java.util.Set;

/** What a key may do; for {@code @RolesAllowed} on resources. {@link #ADMIN} includes the others, within its own partner. */
public final class Scopes {

    public static final String ADMIN = "admin";
    public static final String ORDERS_READ = "orders:read";
    /** Has orders fetched: import and redrive. */
    public static final String ORDERS_WRITE = "orders:write";

    /** Says what became of a revision in the practice software. */
    public static final String ORDERS_ACKNOWLEDGE = "orders:acknowledge";

    public static final String ARTIFACTS_READ = "artifacts:read";
    /** Names and chart numbers in answers, the search by chart number, and the search for patients. */
    public static final String PATIENTS_READ = "patients:read";

    public static final String PATIENTS_WRITE = "patients:write";
    /** Erases what is kept of a patient or an order, for good; says how long scans are kept. */
    public static final String PATIENTS_ERASE = "patients:erase";
    /** Sets and lifts legal holds, which forbid that. */
    public static final String HOLDS_WRITE = "holds:write";
    /** Scan requests, and the practice configuration they are made from. */
    public static final String RX_WRITE = "rx:write";

    public static final String PAIRING_READ = "pairing:read";
    public static final String PAIRING_WRITE = "pairing:write";
    /** The audit record: who saw and did what. */
    public static final String AUDIT_READ = "audit:read";

    /** Whom events are delivered to, and how that goes. */
    public static final String ENDPOINTS_READ = "endpoints:read";

    public static final String ENDPOINTS_WRITE = "endpoints:write";
    /** The feed. */
    public static final String EVENTS_READ = "events:read";

    static final Set<String> ALL = Set.of(
            ADMIN,
            ORDERS_READ,
            ORDERS_WRITE,
            ORDERS_ACKNOWLEDGE,
            ARTIFACTS_READ,
            PATIENTS_READ,
            PATIENTS_WRITE,
            PATIENTS_ERASE,
            HOLDS_WRITE,
            RX_WRITE,
            PAIRING_READ,
            PAIRING_WRITE,
            AUDIT_READ,
            ENDPOINTS_READ,
            ENDPOINTS_WRITE,
            EVENTS_READ);

    private Scopes() {}

    static Set<String> implied(Set<String> granted) {
        return granted.contains(ADMIN) ? ALL : granted;
    }
}
