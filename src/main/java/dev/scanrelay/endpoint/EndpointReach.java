package dev.scanrelay.endpoint;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which endpoints the caller may see: its partner's, and with a key limited to accounts those that hear of these alone. */
@ApplicationScoped
public class EndpointReach {

    private final Endpoints endpoints;
    private final Caller caller;

    EndpointReach(Endpoints endpoints, Caller caller) {
        this.endpoints = endpoints;
        this.caller = caller;
    }

    /** The endpoint; 404 if there is none that the caller may see. */
    public Endpoint own(UUID id) {
        return endpoints
                .find(caller.partner(), id)
                .filter(this::mayRead)
                .orElseThrow(() -> Problems.notFound("endpoint"));
    }

    private boolean mayRead(Endpoint endpoint) {
        Optional<Set<AccountId>> mine = caller.accounts();
        return mine.isEmpty() || (!endpoint.accounts().isEmpty() && mine.get().containsAll(endpoint.accounts()));
    }
}
