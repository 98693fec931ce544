package dev.scanrelay.endpoint;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where to deliver to. What does not open, with a lost key or a wrong one, concerns its own endpoint and no other. */
public final class Destinations {

    private final Map<UUID, Destination> readable;
    private final Set<UUID> unreadable;

    Destinations(Map<UUID, Destination> readable, Set<UUID> unreadable) {
        this.readable = readable;
        this.unreadable = unreadable;
    }

    /** None: there is no such endpoint any more, or its URL or a secret does not open. */
    public Optional<Destination> of(UUID endpoint) {
        return Optional.ofNullable(readable.get(endpoint));
    }

    /** It is there, and can't be delivered to. */
    public boolean isUnreadable(UUID endpoint) {
        return unreadable.contains(endpoint);
    }
}
