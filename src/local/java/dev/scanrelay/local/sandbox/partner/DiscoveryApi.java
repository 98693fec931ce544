package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.oauth.ClientLogin;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.Region;
import dev.scanrelay.local.sandbox.world.World;
import java.util.Map;
import java.util.function.Supplier;

/** Discovery: every endpoint of the account's region; of the first region while no account is known. */
public final class DiscoveryApi {

    private static final long AN_HOUR = 3600;

    private final World world;
    private final ClientLogin logins;
    private final Supplier<Origin> origin;

    private record Directory(String region, long expiresInSeconds, Map<String, String> endpoints) {}

    public DiscoveryApi(World world, ClientLogin logins, Supplier<Origin> origin) {
        this.world = world;
        this.logins = logins;
        this.origin = origin;
    }

    public void addTo(Router router) {
        router.on("discovery", "GET", "/discovery", this::discover);
    }

    private Answer discover(Request request) {
        logins.client(request);
        var region = request.query("companyId")
                .map(text -> account(request).region())
                .orElse(Region.EU);
        var base = origin.get().api() + "/" + region.base();
        return Answer.json(new Directory(region.wireName(), AN_HOUR, Paths.templates(base)));
    }

    private Account account(Request request) {
        return world.account(request.requiredNumber("companyId")).orElseThrow(() -> Refusal.notFound("account"));
    }
}
