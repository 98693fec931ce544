package dev.scanrelay.local.sandbox;

import dev.scanrelay.local.sandbox.clinic.Scans;
import dev.scanrelay.local.sandbox.fault.Faults;
import dev.scanrelay.local.sandbox.fault.FaultyCalls;
import dev.scanrelay.local.sandbox.http.HttpDoor;
import dev.scanrelay.local.sandbox.http.Pause;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.local.sandbox.ledger.Calls;
import dev.scanrelay.local.sandbox.ledger.HandedOut;
import dev.scanrelay.local.sandbox.ledger.Ledger;
import dev.scanrelay.local.sandbox.notify.Notifier;
import dev.scanrelay.local.sandbox.oauth.AuthorizePage;
import dev.scanrelay.local.sandbox.oauth.ClientLogin;
import dev.scanrelay.local.sandbox.oauth.Grants;
import dev.scanrelay.local.sandbox.oauth.OAuthApi;
import dev.scanrelay.local.sandbox.partner.DiscoveryApi;
import dev.scanrelay.local.sandbox.partner.OrdersApi;
import dev.scanrelay.local.sandbox.partner.Origin;
import dev.scanrelay.local.sandbox.partner.PairingApi;
import dev.scanrelay.local.sandbox.partner.Paths;
import dev.scanrelay.local.sandbox.partner.PatientsApi;
import dev.scanrelay.local.sandbox.partner.RxApi;
import dev.scanrelay.local.sandbox.partner.ScanTool;
import dev.scanrelay.local.sandbox.partner.Targets;
import dev.scanrelay.local.sandbox.scenario.ContentApi;
import dev.scanrelay.local.sandbox.scenario.FaultApi;
import dev.scanrelay.local.sandbox.scenario.PatientScenarios;
import dev.scanrelay.local.sandbox.scenario.Portal;
import dev.scanrelay.local.sandbox.scenario.ScanApi;
import dev.scanrelay.local.sandbox.scenario.StreamApi;
import dev.scanrelay.local.sandbox.scenario.WorldApi;
import dev.scanrelay.local.sandbox.world.DefaultWorld;
import dev.scanrelay.local.sandbox.world.SandboxClock;
import dev.scanrelay.local.sandbox.world.World;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A running iTero cloud for development, tests and load. */
public final class Sandbox implements AutoCloseable {

    private final Optional<String> publicHost;
    private final Pause pause;
    private final Notifier notifier;
    private final HttpDoor door;
    private final HttpDoor storage;

    private Sandbox(SandboxConfig config) {
        publicHost = config.publicHost();
        long seed = config.seed();
        var clock = new SandboxClock(config.clock());
        pause = new Pause();
        var world = new World(config.maxScans());
        var filler = new DefaultWorld(world, seed);
        filler.fill(config.clients());
        var grants = new Grants(seed, clock);
        var faults = new Faults();
        var calls = new Calls();
        var ledger = new Ledger(clock, config.maxLedgerLines());
        notifier = new Notifier(world, faults, ledger, pause);
        var scans = new Scans(world, ledger, notifier, clock, seed);

        var api = new Router();
        var files = new Router();
        var targets = new Targets(world, grants);
        var handedOut = new HandedOut();
        var filters = List.of(calls, handedOut, new FaultyCalls(faults, targets::of, pause));
        door = HttpDoor.bind(config.host(), config.port(), api, filters, pause);
        storage = HttpDoor.bind(config.host(), config.storagePort(), files, filters, pause);

        var logins = new ClientLogin(world);
        new AuthorizePage(world, grants).addTo(api);
        new OAuthApi(grants, logins, faults).addTo(api);
        new DiscoveryApi(world, logins, this::origin).addTo(api);
        new PairingApi(world, grants).addTo(api);
        var orders = new OrdersApi(seed, world, grants, faults, ledger, clock, this::origin);
        orders.addTo(api);
        orders.addStorageTo(files);
        new RxApi(seed, world, grants, scans).addTo(api);
        new PatientsApi(world, grants, scans).addTo(api);
        new ScanTool(seed, world, scans).addTo(api);
        var scanApi = new ScanApi(seed, world, scans);
        scanApi.addTo(api);
        new PatientScenarios(seed, world).addTo(api);
        var streams = new StreamApi(scanApi, pause);
        streams.addTo(api);
        new ContentApi(seed, world).addTo(api);
        new Portal(world, scans, scanApi).addTo(api);
        new FaultApi(faults).addTo(api);
        Runnable reset = () -> {
            streams.stopAll();
            world.clear();
            filler.fill(config.clients());
            grants.clear();
            faults.clear();
            calls.clear();
            ledger.clear();
            clock.reset();
            scans.reset();
        };
        new WorldApi(world, filler, grants, clock, ledger, calls, handedOut, reset).addTo(api);
    }

    public static Sandbox start(SandboxConfig config) {
        var sandbox = new Sandbox(config);
        sandbox.door.open();
        sandbox.storage.open();
        return sandbox;
    }

    /** The portal, the scenario calls and everything below. */
    public URI baseUri() {
        return reachable(door.base());
    }

    public URI discoveryUri() {
        return URI.create(baseUri() + "/discovery");
    }

    public URI authorizeUri() {
        return URI.create(baseUri() + "/oauth/authorize");
    }

    /** The base of the older style without Discovery. */
    public URI fixedBaseUri() {
        return URI.create(baseUri() + "/" + Paths.FIXED);
    }

    private Origin origin() {
        return new Origin(reachable(door.base()), reachable(storage.base()));
    }

    private URI reachable(URI bound) {
        return publicHost
                .map(name -> URI.create("http://" + name + ":" + bound.getPort()))
                .orElse(bound);
    }

    @Override
    public void close() {
        pause.end();
        notifier.close();
        door.close();
        storage.close();
    }
}
