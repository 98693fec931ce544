package dev.scanrelay.event;

import io.cloudevents.jackson.JsonFormat;
import jakarta.enterprise.context.ApplicationScoped;

/** Announced events as JSON documents: CloudEvents 1.0, structured mode, UTF-8. */
@ApplicationScoped
public class EventDocuments {

    /** Of each document. */
    public static final String MEDIA_TYPE = JsonFormat.CONTENT_TYPE;

    private final CloudEvents events;
    private final JsonFormat format = new JsonFormat();

    EventDocuments(RelaySettings settings) {
        this.events = new CloudEvents(settings);
    }

    /** As it was published. */
    public byte[] full(AnnouncedEvent event) {
        return format.serialize(events.full(event).build());
    }

    /** What it is about, and where to read the rest; its data is left out. */
    public byte[] idOnly(AnnouncedEvent event) {
        return format.serialize(events.idOnly(event).build());
    }

    /** As {@link #full}, and it says that it is told once more: the attribute {@code replay} is true. */
    public byte[] fullReplay(AnnouncedEvent event) {
        return format.serialize(
                events.full(event).withExtension(CloudEvents.REPLAY, true).build());
    }

    /** As {@link #idOnly}, and it says that it is told once more. */
    public byte[] idOnlyReplay(AnnouncedEvent event) {
        return format.serialize(
                events.idOnly(event).withExtension(CloudEvents.REPLAY, true).build());
    }
}
