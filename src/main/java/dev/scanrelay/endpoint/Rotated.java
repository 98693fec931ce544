package dev.scanrelay.endpoint;

/** What came of giving an endpoint a new secret. */
sealed interface Rotated {

    record Made(EndpointSecret secret) implements Rotated {}

    record NoSuchEndpoint() implements Rotated {}

    /** So many older ones are still good that deliveries would carry too many signatures. */
    record TooMany() implements Rotated {}
}
