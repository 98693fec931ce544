package dev.scanrelay.republish;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.event.Republication;
import dev.scanrelay.id.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A republication, as callers see it. */
@Schema(name = "Republication", description = "Events that are sent once more, and how far that is.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RepublicationView(
        UUID id,

        @Schema(description = "Where they go.", examples = "orders.v1")
        String topic,

        @Schema(description = "The account; absent: all of the partner's.", examples = "104233")
        Optional<String> account,

        @Schema(description = "Announced at this time or later.")
        Instant from,

        @Schema(description = "And before this time; absent: up to askedAt.")
        Optional<Instant> to,

        @Schema(
                description =
                        "running, done, stopped by somebody, or failed: failure says why. Both may be asked for again.",
                examples = "running")
        String state,

        @Schema(description = "How many events are sent.", examples = "1250")
        long sent,

        @Schema(
                description = "How many announced events are still to be looked through, those of others and of other"
                        + " kinds as well. 0 once it is done.",
                examples = "8400")
        long left,

        @Schema(description = "Why it failed.", examples = "there is no such topic")
        Optional<String> failure,

        @Schema(description = "Who asked: the public part of a key, or the subject of a token.")
        String askedBy,

        Instant askedAt,
        Optional<Instant> endedAt) {

    static RepublicationView of(Republication it) {
        return new RepublicationView(
                it.id(),
                it.topic(),
                it.account().map(AccountId::value),
                it.from(),
                it.to(),
                it.state().wire(),
                it.sent(),
                it.left(),
                it.failure(),
                it.askedBy(),
                it.askedAt(),
                it.endedAt());
    }
}
