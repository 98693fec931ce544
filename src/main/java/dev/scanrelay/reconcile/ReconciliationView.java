package dev.scanrelay.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a clinic's scans are found. */
@Schema(
        name = "Reconciliation",
        description = "How a clinic's scans are found: by notifications, or by our own looking.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ReconciliationView(
        AccountId account,

        @Schema(description = "Start of the period that found counts.")
        Instant from,

        @Schema(description = "Its end.") Instant to,

        @Schema(
                description =
                        "Revisions stored in the period by who brought them: notification, sweep (no notification told of it),"
                                + " backfill, import, redrive.",
                examples = "{\"notification\":212,\"sweep\":3,\"backfill\":0,\"import\":0,\"redrive\":0}")
        Map<String, Long> found,

        @Schema(description = "The clinic's sweeps; none before the first one is planned.")
        List<SweepView> sweeps) {

    /** One kind of sweep. */
    @Schema(name = "Sweep", description = "One kind of sweep of a clinic.")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record SweepView(
            @Schema(
                    description =
                            "recent: what is new at Align. month: the same further back. single: orders without a final status,"
                                    + " one by one. backfill: what is older than the pairing, once. deep: all orders, one by one.",
                    examples = "recent")
            String kind,

            @Schema(description = "When the last complete one began. Nothing before then is missed.")
            Optional<Instant> completeAsOf,

            @Schema(description = "When it ended.") Optional<Instant> completedAt,

            @Schema(description = "When the next one is due, or goes on; absent if there is none.")
            Optional<Instant> nextAt,

            @Schema(description = "Whether one has begun and is not complete.")
            boolean underWay,

            @Schema(description = "Orders that it, or the last one, has seen.", examples = "48")
            long listed,

            @Schema(description = "How many of them it had fetched.", examples = "1")
            long found,

            @Schema(description = "Failures in a row.", examples = "0")
            int failures,

            @Schema(
                    description =
                            "Why it failed last: out (Align is), limited (asked too often), rejected (Align does not take the"
                                    + " question), unreadable (its answer makes no sense), forbidden (it allows no call for the clinic),"
                                    + " endless (its list has no end), ours.",
                    examples = "out")
            Optional<String> failure) {}
}
