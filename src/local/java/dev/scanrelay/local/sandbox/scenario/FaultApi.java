package dev.scanrelay.local.sandbox.scenario;

import dev.scanrelay.local.sandbox.fault.Fault;
import dev.scanrelay.local.sandbox.fault.Faults;
import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Refusal;
import dev.scanrelay.local.sandbox.http.Request;
import dev.scanrelay.local.sandbox.http.Router;
import java.util.Map;

/** Scenario calls that switch faults on and off. */
public final class FaultApi {

    private final Faults faults;

    public FaultApi(Faults faults) {
        this.faults = faults;
    }

    public void addTo(Router router) {
        router.on("sandbox.addFault", "POST", "/sandbox/faults", this::add);
        router.on("sandbox.faults", "GET", "/sandbox/faults", request -> Answer.json(faults.all()));
        router.on("sandbox.clearFaults", "DELETE", "/sandbox/faults", request -> clear());
        router.on("sandbox.removeFault", "DELETE", "/sandbox/faults/{id}", this::remove);
    }

    private Answer add(Request request) {
        return Answer.json(201, Map.of("id", faults.add(request.json(Fault.class))));
    }

    private Answer clear() {
        faults.clear();
        return Answer.of(204);
    }

    private Answer remove(Request request) {
        if (!faults.remove(request.pathNumber("id"))) {
            throw Refusal.notFound("fault");
        }
        return Answer.of(204);
    }
}
