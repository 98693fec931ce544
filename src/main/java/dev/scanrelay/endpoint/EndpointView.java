package dev.scanrelay.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
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

        @Schema(description = "Where events are posted to.", examples = "https://dpms.example.com/scans")
        String url,

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

        Instant createdAt,
        Instant updatedAt) {

    static EndpointView of(Endpoint endpoint) {
        return new EndpointView(
                endpoint.id(),
                endpoint.url().toString(),
                endpoint.accounts().stream().sorted().toList(),
                endpoint.types().stream().sorted().toList(),
                endpoint.description(),
                endpoint.payload(),
                endpoint.concurrency(),
                endpoint.perSecond(),
                endpoint.isEnabled(),
                endpoint.disabledReason(),
                endpoint.createdAt(),
                endpoint.updatedAt());
    }

    @Override
    public String toString() {
        return "EndpointView[" + id + "]";
    }
}
