package dev.scanrelay.local.sandbox.scenario;

import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.ledger.Calls;
import dev.scanrelay.local.sandbox.ledger.HandedOut;
import dev.scanrelay.local.sandbox.ledger.Ledger;
import dev.scanrelay.local.sandbox.oauth.Grant;
import dev.scanrelay.local.sandbox.oauth.Grants;
import dev.scanrelay.local.sandbox.oauth.OAuthSettings;
import dev.scanrelay.local.sandbox.world.Account.Address;
import dev.scanrelay.local.sandbox.world.Behaviour;
import dev.scanrelay.local.sandbox.world.Client;
import dev.scanrelay.local.sandbox.world.DefaultWorld;
import dev.scanrelay.local.sandbox.world.Region;
import dev.scanrelay.local.sandbox.world.SandboxClock;
import dev.scanrelay.local.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scenario calls about accounts, clients, tokens, the clock and the ledger. */
public final class WorldApi {

    /** So that it can be paired without ado: its chart numbers are as disorderly as those of every clinic here. */
    private static final Behaviour.Change WITHOUT_WARNINGS = new Behaviour.Change(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(false),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private final World world;
    private final DefaultWorld filler;
    private final Grants grants;
    private final SandboxClock clock;
    private final Ledger ledger;
    private final Calls calls;
    private final HandedOut handedOut;
    private final Runnable reset;

    record NewAccount(
            Optional<Long> companyId, Optional<String> name, Optional<Region> region, Optional<List<String>> doctors) {}

    record NewClient(
            Optional<String> clientId,
            Optional<String> clientSecret,
            Optional<List<String>> redirectUris,
            Optional<String> callbackUrl) {}

    record Callback(Optional<String> callbackUrl) {}

    record NewPairing(
            Optional<Long> companyId,
            Optional<String> clientId,
            Optional<String> doctor,
            Optional<String> callbackUrl) {}

    record Move(Optional<Region> region) {}

    record TokenWish(Optional<Long> companyId, Optional<Boolean> refreshToo) {}

    record Advance(Optional<Long> seconds) {}

    record Time(Instant now, Duration offset) {}

    public WorldApi(
            World world,
            DefaultWorld filler,
            Grants grants,
            SandboxClock clock,
            Ledger ledger,
            Calls calls,
            HandedOut handedOut,
            Runnable reset) {
        this.world = world;
        this.filler = filler;
        this.grants = grants;
        this.clock = clock;
        this.ledger = ledger;
        this.calls = calls;
        this.handedOut = handedOut;
        this.reset = reset;
    }

    public void addTo(Router router) {
        router.on("sandbox.accounts", "GET", "/sandbox/accounts", request -> Answer.json(world.accounts()));
        router.on("sandbox.newAccount", "POST", "/sandbox/accounts", this::newAccount);
        router.on("sandbox.behaviour", "PATCH", "/sandbox/accounts/{companyId}/behaviour", this::behaviour);
        router.on("sandbox.region", "PUT", "/sandbox/accounts/{companyId}/region", this::move);
        router.on("sandbox.patients", "GET", "/sandbox/accounts/{companyId}/patients", this::patients);
        router.on("sandbox.clients", "POST", "/sandbox/clients", this::newClient);
        router.on("sandbox.callback", "PUT", "/sandbox/clients/{clientId}/callback", this::callback);
        router.on("sandbox.pairings", "GET", "/sandbox/pairings", request -> Answer.json(world.pairings()));
        router.on("sandbox.newPairing", "POST", "/sandbox/pairings", this::pair);
        router.on("sandbox.unpair", "DELETE", "/sandbox/pairings/{companyId}", this::unpair);
        router.on("sandbox.oauth", "PATCH", "/sandbox/oauth", this::oauth);
        router.on("sandbox.expire", "POST", "/sandbox/tokens/expire", this::expire);
        router.on("sandbox.clock", "GET", "/sandbox/clock", request -> time());
        router.on("sandbox.advance", "POST", "/sandbox/clock", this::advance);
        router.on("sandbox.handedOut", "GET", "/sandbox/handed-out", request -> Answer.json(handedOut.all()));
        router.on("sandbox.ledger", "GET", "/sandbox/ledger", this::ledger);
        router.on("sandbox.calls", "GET", "/sandbox/calls", request -> Answer.json(calls.counts()));
        router.on("sandbox.reset", "POST", "/sandbox/reset", request -> reset());
    }

    private Answer newAccount(Request request) {
        var wish = request.json(NewAccount.class);
        long companyId = wish.companyId().orElseThrow(() -> Refusal.badRequest("companyId is missing"));
        var doctors = wish.doctors().orElse(List.of("anna.mueller"));
        doctors.stream()
                .filter(login -> world.doctor(login).isEmpty())
                .forEach(login -> filler.doctor(login, login, "Tester"));
        var account = filler.clinic(
                companyId,
                wish.name().orElse("Clinic " + companyId),
                new Address("Teststraße 1", "10115", "Berlin", "Germany"),
                "Europe/Berlin",
                wish.region().orElse(Region.EU),
                doctors);
        world.put(account.with(account.behaviour().with(WITHOUT_WARNINGS)));
        return Answer.json(201, world.account(companyId));
    }

    private Answer behaviour(Request request) {
        var account = world.account(request.pathNumber("companyId")).orElseThrow(() -> Refusal.notFound("account"));
        var changed = account.behaviour().with(request.json(Behaviour.Change.class));
        world.put(account.with(changed));
        return Answer.json(changed);
    }

    /** Its calls go to the other region from now on; the one that it left answers them with 410. */
    private Answer move(Request request) {
        var account = world.account(request.pathNumber("companyId")).orElseThrow(() -> Refusal.notFound("account"));
        var region = request.json(Move.class).region().orElseThrow(() -> Refusal.badRequest("region is missing"));
        world.put(account.in(region));
        return Answer.json(account.in(region));
    }

    private Answer patients(Request request) {
        return Answer.json(world.patients(request.pathNumber("companyId")));
    }

    private Answer newClient(Request request) {
        var wish = request.json(NewClient.class);
        var client = new Client(
                wish.clientId().orElseThrow(() -> Refusal.badRequest("clientId is missing")),
                wish.clientSecret().orElse("secret"),
                wish.redirectUris().orElse(List.of()),
                wish.callbackUrl());
        world.put(client);
        return Answer.json(201, client);
    }

    private Answer callback(Request request) {
        var client = world.client(request.path("clientId")).orElseThrow(() -> Refusal.notFound("client"));
        var changed = client.with(request.json(Callback.class).callbackUrl());
        world.put(changed);
        return Answer.json(changed);
    }

    /** A pairing without the dance of OAuth: answers with its tokens. */
    private Answer pair(Request request) {
        var wish = request.json(NewPairing.class);
        long companyId = wish.companyId().orElseThrow(() -> Refusal.badRequest("companyId is missing"));
        var account = world.account(companyId).orElseThrow(() -> Refusal.notFound("account"));
        var clientId =
                wish.clientId().orElseGet(() -> world.clients().getFirst().clientId());
        var doctor = wish.doctor().orElseGet(() -> account.doctors().getFirst());
        world.pair(clientId, companyId, doctor, wish.callbackUrl());
        return Answer.json(201, grants.issue(new Grant(clientId, doctor, Optional.of(companyId))));
    }

    /** The clinic ends the pairing in Align's portal: for one doctor, or for all of them. */
    private Answer unpair(Request request) {
        long companyId = request.pathNumber("companyId");
        var clientId = request.query("clientId")
                .orElseGet(() -> world.clients().getFirst().clientId());
        request.query("doctor")
                .ifPresentOrElse(
                        doctor -> world.unpair(clientId, companyId, doctor), () -> world.unpair(clientId, companyId));
        return Answer.of(204);
    }

    private Answer oauth(Request request) {
        return Answer.json(grants.change(request.json(OAuthSettings.Change.class)));
    }

    private Answer expire(Request request) {
        var wish = request.json(TokenWish.class);
        boolean all = wish.companyId().isEmpty();
        int gone = wish.refreshToo().orElse(false)
                ? grants.end(grant -> all || grant.isFor(wish.companyId().orElseThrow()))
                : grants.expireAccess(
                        grant -> all || grant.isFor(wish.companyId().orElseThrow()));
        return Answer.json(Map.of("expired", gone));
    }

    private Answer advance(Request request) {
        clock.advance(Duration.ofSeconds(
                request.json(Advance.class).seconds().orElseThrow(() -> Refusal.badRequest("seconds is missing"))));
        return time();
    }

    private Answer time() {
        return Answer.json(new Time(clock.instant(), clock.offset()));
    }

    private Answer ledger(Request request) {
        var account = request.query("account").map(text -> request.requiredNumber("account"));
        return Answer.json(ledger.page(account, request.query("rxId")));
    }

    private Answer reset() {
        reset.run();
        return Answer.of(204);
    }
}
