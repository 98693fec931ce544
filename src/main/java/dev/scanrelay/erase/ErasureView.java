package dev.scanrelay.erase;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An erasure, as callers see it. It names no patient. */
@Schema(name = "Erasure", description = "An erasure that was asked for, and how far it is.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ErasureView(
        UUID id,

        @Schema(description = "The clinic's account.", examples = "104233")
        String account,

        @Schema(description = "patient: all of a patient. order: one order alone.", examples = "patient")
        String of,

        @Schema(
                description =
                        "running: it goes on by itself. held: a legal hold was set after it was asked for; it goes on"
                                + " once that is lifted. done: nothing is left in the database or in the object store.",
                examples = "done")
        String state,

        @Schema(description = "How many orders were erased because of it.", examples = "2")
        long erased,

        @Schema(
                description = "How many of them have files in the object store that are still to be removed.",
                examples = "0")
        long waiting,

        @Schema(
                description =
                        "Orders of the account that came back with a rebuilt catalogue and were not fetched since: nobody knows"
                                + " whose they are, so it can't be done. Have them fetched again (redrive).",
                examples = "0")
        long unidentified,

        @Schema(description = "Our ids of them, 500 at most. Absent in a list.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<UUID> orders,

        @Schema(
                description =
                        "Who asked: the public part of a key, or the subject of a token. tombstone: a restored database learnt of"
                                + " it by what the object store knows.")
        String askedBy,

        Instant askedAt,
        Optional<Instant> endedAt) {

    static ErasureView of(Erasure erasure) {
        return new ErasureView(
                erasure.id(),
                erasure.account().value(),
                erasure.order().isPresent() ? "order" : "patient",
                erasure.state().wire(),
                erasure.erased(),
                erasure.waiting(),
                erasure.unidentified(),
                erasure.orders(),
                erasure.askedBy(),
                erasure.askedAt(),
                erasure.endedAt());
    }
}
