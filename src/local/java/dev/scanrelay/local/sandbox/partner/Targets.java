package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.fault.Target;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.oauth.Grant;
import dev.scanrelay.local.sandbox.oauth.Grants;
import dev.scanrelay.local.sandbox.world.Scan;
import dev.scanrelay.local.sandbox.world.World;
import java.util.Optional;

/** Which account and RX a call is about, as far as it can be told before the call is done. */
public final class Targets {

    private final World world;
    private final Bearers bearers;

    public Targets(World world, Grants grants) {
        this.world = world;
        this.bearers = new Bearers(grants, world);
    }

    public Target of(String call, Request request) {
        var scan = request.pathIfAny("orderId").flatMap(Targets::number).flatMap(world::scanOfOrder);
        var account = scan.map(Scan::companyId)
                .or(() -> request.query("companyId").flatMap(Targets::number))
                .or(() -> bearers.grantIfAny(request).flatMap(Grant::companyId));
        var rxId = scan.map(Scan::rxId).or(() -> request.pathIfAny("rxId"));
        return new Target(call, account, rxId);
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
