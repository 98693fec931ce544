package dev.scanrelay.why;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.RxId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An explanation as readers see it. */
@Schema(description = "Where a scan is, and why. The words are for people and may change; where and whoCanFix do not.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record WhyView(
        @Schema(description = "Our id of the order. Absent: there is none.")
        Optional<UUID> orderId,

        @Schema(description = "The prescription's id at the vendor.")
        String rxId,

        @Schema(description = "The clinic's account. Absent: not known.", examples = "104233")
        Optional<String> account,

        @Schema(
                implementation = String.class,
                enumeration = {
                    "requested",
                    "waiting",
                    "fetching",
                    "stored",
                    "announced",
                    "parked",
                    "withdrawn",
                    "erased",
                    "expired",
                    "unknown"
                },
                description =
                        "requested (pushed, not scanned yet), waiting, fetching, stored (not announced yet), announced,"
                                + " parked (given up until it is wanted again), withdrawn, erased (on request), expired (its time of keeping is over) or unknown (we never"
                                + " heard of it).",
                examples = "waiting")
        Place where,

        @Schema(
                description = "All of it in one sentence.",
                examples = "This scan waits to be fetched, because Align is out or answers with errors; we try again at"
                        + " 2026-03-02T09:25:31Z; Align can fix it.")
        String sentence,

        @Schema(description = "Why. Absent: nothing is wrong.", examples = "Align is out or answers with errors")
        Optional<String> cause,

        @Schema(description = "What happens next.", examples = "we try again at 2026-03-02T09:25:31Z")
        String next,

        @Schema(description = "When. Absent: at once, or no time is set.")
        Optional<Instant> nextAt,

        @Schema(
                implementation = String.class,
                enumeration = {"nobody", "align", "clinic", "operator"},
                description = "Who can do something about it; nobody: nobody needs to.",
                examples = "align")
        Fixer whoCanFix) {

    static WhyView of(Facts facts, Explanation said) {
        return of(Optional.of(facts.orderId()), facts.rxId(), Optional.of(facts.accountId()), said);
    }

    static WhyView ofUnknown(RxId rxId, Explanation said) {
        return of(Optional.empty(), rxId.value(), Optional.empty(), said);
    }

    private static WhyView of(Optional<UUID> order, String rxId, Optional<String> account, Explanation said) {
        return new WhyView(
                order,
                rxId,
                account,
                said.where(),
                said.sentence(),
                said.cause(),
                said.next(),
                said.nextAt(),
                said.whoCanFix());
    }
}
