package dev.scanrelay.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An endpoint, as its owner sees it. */
@Schema(name = "Endpoint", description = "Somebody whom events are delivered to.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record EndpointView(
        UUID id,

        @Schema(
                description = "Where events are posted to. Absent: it can't be read any more; see heldFor.",
                examples = "https://dpms.example.com/scans")
        Optional<String> url,

        @Schema(description = "Whose events; empty: those of all the partner's accounts.")
        List<AccountId> accounts,

        @Schema(description = "Which kinds; empty: all.") List<String> types,

        Optional<String> description,
        Payload payload,

        @Schema(description = "Deliveries at once, at most.", examples = "4")
        int concurrency,

        @Schema(description = "Deliveries begun in a second, at most.", examples = "20")
        Optional<Integer> perSecond,

        boolean enabled,

        @Schema(
                description =
                        "Why it is disabled: by-hand, gone (it answered 410), asked (its answer said webhook-delivery: disable)"
                                + " or failing (nothing was taken for days). Events wait for it meanwhile.",
                examples = "failing")
        Optional<String> disabledReason,

        @Schema(
                description =
                        "Why nothing is attempted for now though it is enabled; events wait for it meanwhile. unreadable: its URL or one of"
                                + " its secrets can't be read any more: PUT it with its URL, and rotate its secret with a grace of PT0S."
                                + " no-room: too many names of the partner's endpoints do not resolve.",
                examples = "unreadable")
        Optional<String> heldFor,

        Instant createdAt,
        Instant updatedAt) {

    static EndpointView of(Endpoint endpoint) {
        return new EndpointView(
                endpoint.id(),
                endpoint.url().map(URI::toString),
                endpoint.accounts().stream().sorted().toList(),
                endpoint.types().stream().sorted().toList(),
                endpoint.description(),
                endpoint.payload(),
                endpoint.concurrency(),
                endpoint.perSecond(),
                endpoint.isEnabled(),
                endpoint.disabledReason(),
                endpoint.heldFor(),
                endpoint.createdAt(),
                endpoint.updatedAt());
    }

    @Override
    public String toString() {
        return "EndpointView[" + id + "]";
    }
}
