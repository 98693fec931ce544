package dev.scanrelay.order;

import dev.scanrelay.manifest.Manifest;
import java.time.Instant;
import java.util.List;

/** The revision that new files become, unless something changes before they are recorded. */
public final class Plan {

    private final int number;
    private final Instant storedAt;
    private final List<NewArtifact> artifacts;
    private final Manifest manifest;

    Plan(int number, Instant storedAt, List<NewArtifact> artifacts, Manifest manifest) {
        this.number = number;
        this.storedAt = storedAt;
        this.artifacts = List.copyOf(artifacts);
        this.manifest = manifest;
    }

    int number() {
        return number;
    }

    Instant storedAt() {
        return storedAt;
    }

    List<NewArtifact> artifacts() {
        return artifacts;
    }

    /** To be in the store before the revision is recorded. */
    public Manifest manifest() {
        return manifest;
    }
}
