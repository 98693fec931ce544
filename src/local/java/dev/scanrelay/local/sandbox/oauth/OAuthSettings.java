package dev.scanrelay.local.sandbox.oauth;

import java.util.Optional;

/** How long tokens live and whether refresh tokens rotate; Align publishes neither. */
public record OAuthSettings(
        Rotation rotation,
        long graceSeconds,
        long codeSeconds,
        long accessTokenSeconds,
        long refreshIdleSeconds,
        long refreshAbsoluteSeconds) {

    private static final long DAY = 86_400;

    public static final OAuthSettings DEFAULT = new OAuthSettings(Rotation.GRACE, 60, 120, 3600, 30 * DAY, 180 * DAY);

    public enum Rotation {
        /** The refresh token stays the same. */
        NONE,
        /** Each refresh gives a new one; the old one works a little longer. */
        GRACE,
        /** Each refresh gives a new one; using an old one ends the whole grant. */
        STRICT
    }

    public record Change(
            Optional<Rotation> rotation,
            Optional<Long> graceSeconds,
            Optional<Long> codeSeconds,
            Optional<Long> accessTokenSeconds,
            Optional<Long> refreshIdleSeconds,
            Optional<Long> refreshAbsoluteSeconds) {}

    public OAuthSettings with(Change change) {
        return new OAuthSettings(
                change.rotation().orElse(rotation),
                change.graceSeconds().orElse(graceSeconds),
                change.codeSeconds().orElse(codeSeconds),
                change.accessTokenSeconds().orElse(accessTokenSeconds),
                change.refreshIdleSeconds().orElse(refreshIdleSeconds),
                change.refreshAbsoluteSeconds().orElse(refreshAbsoluteSeconds));
    }
}
