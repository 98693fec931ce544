package dev.scanrelay.event;

/** What became of a batch at the broker. */
sealed interface Announcement {

    /** All of it is there for good. */
    record Committed() implements Announcement {}

    /** None of it is there; its only event can never be sent as it is. */
    record Refused(OutboxRow row, String reason) implements Announcement {}

    /** None of it is there; one of its events can't be sent, and which one shows in smaller batches. */
    record Disputed() implements Announcement {}

    /** None of it is there; this topic can't be written for now. */
    record Unwritable(String topic, String reason) implements Announcement {}

    /** All of it or none: only the progress topic knows, and tells the next who takes over. */
    record Unknown(Throwable cause) implements Announcement {}
}
