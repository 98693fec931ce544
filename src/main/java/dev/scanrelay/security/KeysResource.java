package dev.scanrelay.security;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The API keys of the caller's partner. */
@Path("/api/v1/keys")
@RolesAllowed(Scopes.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access", description = "Who may call, and who you are.")
class KeysResource {

    private static final Logger LOG = Logger.getLogger(KeysResource.class);

    private final ApiKeys keys;
    private final KeyRotations rotations;
    private final AccessSettings settings;
    private final Caller caller;
    private final AuditTrail trail;
    private final Intent intent;
    private final Clock clock;

    KeysResource(
            ApiKeys keys,
            KeyRotations rotations,
            AccessSettings settings,
            Caller caller,
            AuditTrail trail,
            Intent intent,
            Clock clock) {
        this.keys = keys;
        this.rotations = rotations;
        this.settings = settings;
        this.caller = caller;
        this.trail = trail;
        this.intent = intent;
        this.clock = clock;
    }

    @GET
    @Audited("key.list")
    @Operation(
            operationId = "listKeys",
            summary = "All keys of your partner",
            description = "Oldest first, revoked and expired ones too. Nothing secret. Needs the scope admin.")
    public Uni<List<KeyView>> list() {
        return keys.of(caller.partner())
                .map(all -> all.stream().map(KeyView::of).toList());
    }

    @POST
    @Audited("key.create")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createKey",
            summary = "Make a key",
            description =
                    "The answer holds the whole key, once. Needs the scope admin. The scope admin includes all others"
                            + " and can't be limited to accounts.")
    @APIResponse(responseCode = "201", description = "Made; key holds the whole key.")
    @APIResponse(responseCode = "400", description = "A field is missing or can't be; detail names it.")
    public Uni<RestResponse<KeyView>> create(@Valid @NotNull NewKey wanted) {
        Instant now = now();
        check(wanted, now);
        KeyToken token = KeyToken.random();
        ApiKey key = key(wanted, token, now);
        trail.key(key.id());
        return intent.record()
                .chain(() -> keys.add(key))
                .invoke(() -> LOG.infof("API key made keyId=%s by=%s", key.id(), caller.keyId()))
                .replaceWith(() -> made(key, token));
    }

    @POST
    @Path("/{id}/rotation")
    @Audited("key.rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "rotateKey",
            summary = "Put a new key in the place of one",
            description =
                    "The new key has the name, owner, scopes and accounts of the old one. The old one stays good for"
                            + " the grace, so that its holder can change over, and then ends by itself. Of one line two"
                            + " keys are good at most: 409 until the older has ended or one is revoked. Needs the scope"
                            + " admin.")
    @RequestBody(description = "May be left out, and each of its fields too.")
    @APIResponse(responseCode = "201", description = "Made; key holds the whole new key, once.")
    @APIResponse(responseCode = "404", description = "There is no such key.")
    @APIResponse(
            responseCode = "409",
            description =
                    "The key has ended (key-ended), or two keys of its line are good already (rotation-under-way).")
    public Uni<RestResponse<KeyView>> rotate(String id, @Valid @Nullable Rotation wanted) {
        checkId(id);
        Rotation rotation = wanted == null ? Rotation.plain() : wanted;
        Instant now = now();
        Duration grace = rotation.graceTime().orElseGet(settings::rotationGrace);
        checkGrace(grace);
        checkEnd(rotation.expiresAt(), now);
        KeyToken token = KeyToken.random();
        return intended(id, token.id())
                .chain(() -> rotations.rotate(caller.partner(), id, token, now, grace, rotation.expiresAt()))
                .map(rotated -> switch (rotated) {
                    case Rotated.Made made -> {
                        LOG.infof(
                                "API key rotated keyId=%s successor=%s by=%s",
                                id, made.successor().id(), caller.keyId());
                        yield made(made.successor(), token);
                    }
                    case Rotated.NoSuchKey none -> throw Problems.notFound("key");
                    case Rotated.Ended ended ->
                        throw Problems.conflict("key-ended", "The key is revoked or has expired. Make a new one.");
                    case Rotated.TwoAreLive two ->
                        throw Problems.conflict(
                                "rotation-under-way",
                                "Two keys of this line are good already. Wait until the older one ends, or revoke"
                                        + " one.");
                });
    }

    @DELETE
    @Path("/{id}")
    @Audited("key.revoke")
    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key",
            description = "Refused everywhere within 5 seconds. Needs the scope admin.")
    @APIResponse(responseCode = "204", description = "Revoked, now or before.")
    @APIResponse(responseCode = "404", description = "There is no such key.")
    public Uni<Void> revoke(String id) {
        checkId(id);
        return intended(id)
                .chain(() -> keys.revoke(caller.partner(), id, clock.instant()))
                .invoke(found -> {
                    if (!found) {
                        throw Problems.notFound("key");
                    }
                    LOG.infof("API key revoked keyId=%s by=%s", id, caller.keyId());
                })
                .replaceWithVoid();
    }

    /** Notes only a key that there is: anything may be written where its id belongs. */
    private Uni<Void> intended(String id, String... made) {
        return keys.find(id).chain(found -> {
            if (found.filter(key -> key.partner().equals(caller.partner())).isEmpty()) {
                throw Problems.notFound("key");
            }
            trail.key(id);
            List.of(made).forEach(trail::key);
            return intent.record();
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private ApiKey key(NewKey wanted, KeyToken token, Instant now) {
        return new ApiKey(
                token.id(),
                caller.partner(),
                KeyHash.of(token),
                wanted.name(),
                wanted.owner(),
                wanted.scopes(),
                wanted.accounts(),
                Optional.empty(),
                ApiKey.Life.from(now, wanted.expiresAt()));
    }

    private static RestResponse<KeyView> made(ApiKey key, KeyToken token) {
        return RestResponse.ResponseBuilder.<KeyView>created(URI.create("/api/v1/keys/" + key.id()))
                .entity(KeyView.shownOnce(key, token))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static void checkId(String id) {
        if (!KeyToken.isId(id)) {
            throw Problems.notFound("key");
        }
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
        checkEnd(wanted.expiresAt(), now);
    }

    private static void checkEnd(Optional<Instant> expiresAt, Instant now) {
        if (expiresAt.filter(at -> !at.isAfter(now)).isPresent()) {
            throw Problems.invalid("expiresAt is in the past.");
        }
        if (expiresAt.filter(at -> at.isAfter(now.plus(Rotation.LONGEST_LIFE))).isPresent()) {
            throw Problems.invalid("expiresAt is more than 100 years ahead. Leave it out for a key that never ends.");
        }
    }

    private static void checkGrace(Duration grace) {
        if (grace.isNegative() || grace.compareTo(Rotation.LONGEST_GRACE) > 0) {
            throw Rotation.badGrace();
        }
    }
}
