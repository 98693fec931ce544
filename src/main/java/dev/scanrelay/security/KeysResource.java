package dev.scanrelay.security;

import dev.scanrelay.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** The API keys of the caller's partner. */
@Path("/api/v1/keys")
@RolesAllowed(Scopes.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
class KeysResource {

    private static final Logger LOG = Logger.getLogger(KeysResource.class);

    private final ApiKeys keys;
    private final Caller caller;
    private final Clock clock;

    KeysResource(ApiKeys keys, Caller caller, Clock clock) {
        this.keys = keys;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    public Uni<List<KeyView>> list() {
        return keys.of(caller.partner())
                .map(all -> all.stream().map(KeyView::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<KeyView>> create(@Valid @NotNull NewKey wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        check(wanted, now);
        KeyToken token = KeyToken.random();
        ApiKey key = key(wanted, token, now);
        return keys.add(key)
                .invoke(() -> LOG.infof("API key made keyId=%s by=%s", key.id(), caller.keyId()))
                .map(added -> RestResponse.ResponseBuilder.<KeyView>created(URI.create("/api/v1/keys/" + key.id()))
                        .entity(KeyView.shownOnce(key, token))
                        .header("Cache-Control", "no-store")
                        .build());
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> revoke(String id) {
        return keys.revoke(caller.partner(), id, clock.instant())
                .invoke(found -> {
                    if (!found) {
                        throw Problems.notFound("key");
                    }
                    LOG.infof("API key revoked keyId=%s by=%s", id, caller.keyId());
                })
                .replaceWithVoid();
    }

    private ApiKey key(NewKey wanted, KeyToken token, Instant now) {
        return new ApiKey(
                token.id(),
                caller.partner(),
                KeyHash.of(token),
                wanted.name(),
                wanted.scopes(),
                wanted.accounts(),
                now,
                wanted.expiresAt(),
                Optional.empty());
    }

    private static void check(NewKey wanted, Instant now) {
        if (!Scopes.ALL.containsAll(wanted.scopes())) {
            throw Problems.invalid("scopes holds an unknown scope. Known are "
                    + String.join(", ", Scopes.ALL.stream().sorted().toList()) + ".");
        }
        if (wanted.scopes().contains(Scopes.ADMIN) && wanted.accounts().isPresent()) {
            throw Problems.invalid(
                    "A key with the scope admin can't be limited to accounts: it could make a wider one.");
        }
        if (wanted.expiresAt().filter(at -> !at.isAfter(now)).isPresent()) {
            throw Problems.invalid("expiresAt is in the past.");
        }
    }
}
