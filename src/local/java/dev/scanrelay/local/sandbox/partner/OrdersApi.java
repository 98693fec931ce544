package dev.scanrelay.local.sandbox.partner;

import dev.scanrelay.local.sandbox.fault.FaultKind;
import dev.scanrelay.local.sandbox.fault.Faults;
import dev.scanrelay.local.sandbox.fault.Target;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.ledger.Ledger;
import dev.scanrelay.local.sandbox.oauth.Grants;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.Behaviour.Storage;
import dev.scanrelay.local.sandbox.world.Scan;
import dev.scanrelay.local.sandbox.world.World;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Get Orders, Get Order By RxID, Download Order, and the storage that some downloads are sent to. */
public final class OrdersApi {

    private final World world;
    private final Faults faults;
    private final Bearers bearers;
    private final Artifacts artifacts;
    private final StorageLinks links;
    private final OrderViews views;
    private final Downloads downloads;

    public OrdersApi(
            long seed, World world, Grants grants, Faults faults, Ledger ledger, Clock clock, Supplier<Origin> origin) {
        this.world = world;
        this.faults = faults;
        this.bearers = new Bearers(grants, world);
        this.artifacts = new Artifacts(seed);
        var times = new BuildTimes(clock);
        this.links = new StorageLinks(seed, times, clock, origin);
        this.views = new OrderViews(world, artifacts, links, origin);
        this.downloads = new Downloads(seed, world, artifacts, new ETags(clock), times, faults, ledger);
    }

    public void addTo(Router router) {
        router.on("orderByRxId", "GET", "/{base}/orders/by-rx/{rxId}", this::byRxId);
        router.on("orders", "GET", "/{base}/orders", this::orders);
        router.on("downloadOrder", "GET", "/{base}/orders/{orderId}/artifacts", this::download);
        addStorageTo(router);
    }

    public void addStorageTo(Router router) {
        router.on("storage", "GET", "/storage/{orderId}/{type}", this::storage);
    }

    private Answer orders(Request request) {
        var account = bearers.account(request, request.requiredNumber("companyId"));
        return Answer.json(OrderQuery.of(request).page(world.scans(account.companyId()), account, world, this::view));
    }

    private Answer byRxId(Request request) {
        var account = bearers.account(request, request.requiredNumber("companyId"));
        return world.scan(request.path("rxId"))
                .filter(scan -> scan.companyId() == account.companyId())
                .filter(scan -> scan.isScanned() || account.behaviour().listRequested())
                .filter(scan -> !faults.hits(FaultKind.NOT_THERE_YET, target("orderByRxId", scan)))
                .map(scan -> Answer.json(view(scan)))
                .orElseThrow(() -> Refusal.notFound("order"));
    }

    private OrderView view(Scan scan) {
        var view = views.of(scan);
        return faults.hits(FaultKind.EMPTY_ARTIFACTS, target("orderByRxId", scan)) ? view.withoutArtifacts() : view;
    }

    private Answer download(Request request) {
        var found = world.scanOfOrder(request.pathNumber("orderId")).orElseThrow(() -> Refusal.notFound("order"));
        var account = bearers.account(request, found.companyId());
        var target = target("downloadOrder", found);
        var meshes = MeshForms.of(request);
        var scan = found.with(meshes);
        var wanted = Downloads.select(artifacts.of(scan), request.all("type"));
        var storage = wanted.size() == 1 && meshes.asScanned() ? storage(account, target) : Storage.DIRECT;
        return switch (storage) {
            case DIRECT -> downloads.serve(request, target, scan, wanted, Optional.empty());
            case SAME_ORIGIN -> redirect(scan, wanted, false);
            case OTHER_ORIGIN -> redirect(scan, wanted, true);
        };
    }

    private Storage storage(Account account, Target target) {
        if (faults.hits(FaultKind.STORAGE_OTHER_ORIGIN, target)) {
            return Storage.OTHER_ORIGIN;
        }
        return faults.hits(FaultKind.STORAGE_SAME_ORIGIN, target)
                ? Storage.SAME_ORIGIN
                : account.behaviour().storage();
    }

    private Answer redirect(Scan scan, List<Artifacts.Artifact> wanted, boolean otherOrigin) {
        return Answer.redirect(
                302, links.of(scan, wanted.getFirst(), otherOrigin).toString());
    }

    /** As object stores do: a signed address and an Authorization header together are one credential too many. */
    private Answer storage(Request request) {
        if (request.header("Authorization").isPresent() && isOtherOrigin(request)) {
            throw new Refusal(400, "token_leaked", "the address is signed: do not send a token to the storage");
        }
        var build = links.check(request);
        var scan = world.scanOfOrder(request.pathNumber("orderId")).orElseThrow(() -> Refusal.notFound("order"));
        var wanted = Downloads.select(artifacts.of(scan), List.of(request.path("type")));
        return downloads.serve(request, target("storage", scan), scan, wanted, Optional.of(build));
    }

    private boolean isOtherOrigin(Request request) {
        return request.header("Host").filter(links::isStorage).isPresent();
    }

    private static Target target(String call, Scan scan) {
        return new Target(call, Optional.of(scan.companyId()), Optional.of(scan.rxId()));
    }
}
