package dev.scanrelay.local.sandbox.partner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.oauth.Grant;
import dev.scanrelay.local.sandbox.oauth.Grants;
import dev.scanrelay.local.sandbox.oauth.TokenSet;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.World;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Accounts for pairing, Pair, Un Pair. */
public final class PairingApi {

    private final World world;
    private final Grants grants;
    private final Bearers bearers;

    private record Company(long companyId, String name, String city, String country, String role, boolean paired) {}

    private record Companies(List<Company> companies) {}

    private record PairRequest(Optional<Long> companyId, Optional<String> callbackUrl) {}

    private record Paired(@JsonUnwrapped TokenSet tokens, Optional<List<PairingWarnings.Warning>> warnings) {}

    public PairingApi(World world, Grants grants) {
        this.world = world;
        this.grants = grants;
        this.bearers = new Bearers(grants, world);
    }

    public void addTo(Router router) {
        router.on("companiesForPairing", "GET", "/{base}/companies", this::companies);
        router.on("pair", "POST", "/{base}/pair", this::pair);
        router.on("unpair", "POST", "/{base}/unpair", this::unpair);
        router.on("pairingWarnings", "GET", "/{base}/pairing-warnings", this::warnings);
    }

    private Answer companies(Request request) {
        var grant = bearers.grant(request);
        return Answer.json(new Companies(world.accounts().stream()
                .filter(account -> account.doctors().contains(grant.doctor()))
                .map(account -> company(account, grant))
                .toList()));
    }

    private Company company(Account account, Grant grant) {
        boolean paired = world.pairings().stream()
                .anyMatch(pairing -> pairing.clientId().equals(grant.clientId())
                        && pairing.companyId() == account.companyId()
                        && pairing.doctors().contains(grant.doctor()));
        var address = account.address();
        return new Company(account.companyId(), account.name(), address.city(), address.country(), "Doctor", paired);
    }

    private Answer pair(Request request) {
        var grant = bearers.grant(request);
        var wish = request.json(PairRequest.class);
        long companyId = wish.companyId().orElseThrow(() -> Refusal.badRequest("companyId is missing"));
        var account = world.account(companyId)
                .filter(found -> found.doctors().contains(grant.doctor()))
                .orElseThrow(() -> new Refusal(403, "not_your_account", "the user does not work in this account"));
        wish.callbackUrl().ifPresent(PairingApi::check);
        world.pair(grant.clientId(), companyId, grant.doctor(), wish.callbackUrl());
        var tokens = grants.issue(new Grant(grant.clientId(), grant.doctor(), Optional.of(companyId)));
        return Answer.json(new Paired(tokens, warningsOf(account)));
    }

    private Optional<List<PairingWarnings.Warning>> warningsOf(Account account) {
        return account.behaviour().pairingWarnings()
                ? Optional.of(
                        PairingWarnings.of(world.patients(account.companyId())).asList())
                : Optional.empty();
    }

    private static void check(String callbackUrl) {
        try {
            var scheme = URI.create(callbackUrl).getScheme();
            if ("https".equals(scheme) || "http".equals(scheme)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("callbackUrl is not a URL");
        }
        throw Refusal.badRequest("callbackUrl is neither https nor http");
    }

    private Answer unpair(Request request) {
        long companyId = request.json(PairRequest.class)
                .companyId()
                .orElseThrow(() -> Refusal.badRequest("companyId is missing"));
        bearers.account(request, companyId);
        var grant = bearers.grant(request);
        world.unpair(grant.clientId(), companyId, grant.doctor());
        grants.end(grant::equals);
        return Answer.of(204);
    }

    private Answer warnings(Request request) {
        var account = bearers.account(request, request.requiredNumber("companyId"));
        if (!account.behaviour().pairingWarnings()) {
            throw new Refusal(403, "feature_disabled", "pairing warnings are not enabled for this account");
        }
        return Answer.json(PairingWarnings.of(world.patients(account.companyId())));
    }
}
