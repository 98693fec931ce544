package dev.scanrelay.local.sandbox.world;

/** Display names as the portal shows them. A status is a text: a scenario may set any other. */
public final class Status {

    public static final String RX_CREATED = "Rx Created";
    public static final String SCANNING = "Scanning";
    public static final String COMPLETED = "Completed";
    public static final String MODELING = "iTero Modeling";
    public static final String MILLING = "iTero Milling";
    public static final String LAB_REVIEW = "Lab Review";

    private Status() {}
}
