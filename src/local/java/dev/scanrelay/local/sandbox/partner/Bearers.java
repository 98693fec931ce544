package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.oauth.Grant;
import dev.scanrelay.local.sandbox.oauth.Grants;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.World;
import java.util.Optional;

/** What the bearer of a token may do. */
final class Bearers {

    private final Grants grants;
    private final World world;

    Bearers(Grants grants, World world) {
        this.grants = grants;
        this.world = world;
    }

    static Optional<String> token(Request request) {
        return request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).trim());
    }

    Optional<Grant> grantIfAny(Request request) {
        return token(request).flatMap(grants::access);
    }

    Grant grant(Request request) {
        return grantIfAny(request)
                .orElseThrow(() -> new Refusal(401, "invalid_token", "the token is missing, unknown or expired"));
    }

    /** The account that the token is paired with, and in whose region the call came in. */
    Account account(Request request, long companyId) {
        if (!isPaired(grant(request), companyId)) {
            throw new Refusal(403, "not_paired", "the token is not paired with this account");
        }
        var account = world.account(companyId).orElseThrow(() -> Refusal.notFound("account"));
        var base = request.path("base");
        if (!base.equals(Paths.FIXED) && !base.equals(account.region().base())) {
            throw new Refusal(410, "account_moved", "the account lives in another region; ask Discovery");
        }
        return account;
    }

    /** The clinic may have ended the pairing at Align, where the doctor's token is still good. */
    private boolean isPaired(Grant grant, long companyId) {
        return grant.isFor(companyId) && world.isPaired(grant.clientId(), companyId, grant.doctor());
    }
}
