package dev.scanrelay.local.sandbox.scenario;

import dev.scanrelay.local.sandbox.clinic.Scans;
import dev.scanrelay.local.sandbox.content.Plan;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Page;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.world.Account;
import dev.scanrelay.local.sandbox.world.ScanEvent;
import dev.scanrelay.local.sandbox.world.World;
import java.util.List;
import java.util.Optional;

/** The page for people: patients, RXs and scans of one clinic, and a few buttons. */
public final class Portal {

    private final World world;
    private final Scans scans;
    private final ScanApi scanApi;
    private final PortalPage page;

    public Portal(World world, Scans scans, ScanApi scanApi) {
        this.world = world;
        this.scans = scans;
        this.scanApi = scanApi;
        this.page = new PortalPage(world);
    }

    public void addTo(Router router) {
        router.on("sandbox.portal", "GET", "/", this::show);
        router.on("sandbox.portalScan", "POST", "/portal/{companyId}/scans", this::newScan);
        router.on("sandbox.portalAct", "POST", "/portal/{companyId}/scans/{rxId}", this::act);
    }

    private Answer show(Request request) {
        var account = request.query("account")
                .map(text -> account(request.requiredNumber("account")))
                .orElseGet(() -> world.accounts().getFirst());
        return Answer.html(Page.of(account.name(), page.of(account)));
    }

    private Answer newScan(Request request) {
        var account = account(request.pathNumber("companyId"));
        var form = request.form();
        var kind =
                form.field("kind").filter("restorative"::equals).isPresent() ? Plan.Kind.RESTORATIVE : Plan.Kind.ORTHO;
        scanApi.create(new ScanApi.NewScan(
                Optional.of(account.companyId()),
                form.field("rxId"),
                form.field("patientId"),
                Optional.of(Plan.DEFAULT.of(kind)),
                Optional.of(true)));
        return back(account);
    }

    private Answer act(Request request) {
        var account = account(request.pathNumber("companyId"));
        var scan = world.scan(request.path("rxId")).orElseThrow(() -> Refusal.notFound("scan"));
        switch (request.form().required("action")) {
            case "notify" -> scans.tell(scan);
            case "rescan" -> scans.happen(scan.rxId(), ScanEvent.RESCAN, true);
            case "modeling" ->
                List.of(ScanEvent.LAB_SENDS_TO_MODELING, ScanEvent.MODELING_DONE)
                        .forEach(event -> scans.happen(scan.rxId(), event, true));
            default -> throw Refusal.badRequest("action is unknown");
        }
        return back(account);
    }

    private Account account(long companyId) {
        return world.account(companyId).orElseThrow(() -> Refusal.notFound("account"));
    }

    private static Answer back(Account account) {
        return Answer.redirect(303, "/?account=" + account.companyId());
    }
}
