package dev.scanrelay.transfer;

/** Whether an artifact is to be unpacked. */
public enum UnpackPolicy {
    /** A zip is what it should be; anything else is refused as {@code not-a-zip}, and kept. */
    EXPECT_ZIP,
    /** Unpacked if it is a zip. */
    IF_ZIP,
    /** Stored as it is. */
    NEVER
}
