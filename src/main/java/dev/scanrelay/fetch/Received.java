package dev.scanrelay.fetch;

import dev.scanrelay.ingress.Notification;
import dev.scanrelay.trace.Step;

/** A notification that came from Kafka, and the span of taking it in. */
record Received(Notification notification, Step step) {}
