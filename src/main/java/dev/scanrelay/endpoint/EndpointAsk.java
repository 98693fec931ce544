package dev.scanrelay.endpoint;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an endpoint is to be. */
@Schema(name = "EndpointWish")
record EndpointAsk(
        @Schema(
                description = "Where events are posted to: https, with a public address.",
                examples = "https://dpms.example.com/scans")
        @NotNull String url,

        @Schema(description = "Whose events. Left out or empty: those of all the partner's accounts.")
        @Size(max = 1000) @Nullable Set<@NotNull AccountId> accounts,

        @Schema(
                description = "Which kinds, by their types. Left out or empty: all, those to come too.",
                examples = "[\"dev.scanrelay.order.ready.v1\"]")
        @Size(max = 50) @Nullable Set<@NotNull String> types,

        @Schema(description = "For people.", examples = "Practice software, Berlin")
        @Size(max = 200) @Pattern(regexp = "[^\\x00-\\x1F\\x7F]*", message = "holds a control character") @Nullable String description,

        @Schema(
                description =
                        "id-only: what an event is about, the rest is read with a key. full: the event as published. Left out: id-only.")
        @Pattern(regexp = "id-only|full", message = "must be id-only or full") @Nullable String payload,

        @Schema(description = "Deliveries at once, at most. Left out: as this installation has set it.", examples = "4")
        @Min(1) @Max(100) @Nullable Integer concurrency,

        @Schema(description = "Deliveries begun in a second, at most. Left out: as many as it takes.", examples = "20")
        @Min(1) @Max(1000) @Nullable Integer perSecond,

        @Schema(description = "false: events wait for it. Left out: true.") @Nullable Boolean enabled) {

    @Override
    public Set<AccountId> accounts() {
        return accounts == null ? Set.of() : accounts;
    }

    @Override
    public Set<String> types() {
        return types == null ? Set.of() : types;
    }

    Endpoint endpoint(UUID id, PartnerId partner, int usual, Instant createdAt, Instant updatedAt, long version) {
        return new Endpoint(
                id,
                partner,
                Optional.of(URI.create(url)),
                accounts(),
                types(),
                Optional.ofNullable(description).filter(text -> !text.isBlank()),
                payload == null ? Payload.ID_ONLY : Payload.labelled(payload),
                Objects.requireNonNullElse(concurrency, usual),
                Optional.ofNullable(perSecond),
                Boolean.FALSE.equals(enabled) ? Optional.of("by-hand") : Optional.empty(),
                Optional.empty(),
                createdAt,
                updatedAt,
                version);
    }

    @Override
    public String toString() {
        return "EndpointAsk"; // a URL may hold a secret
    }
}
