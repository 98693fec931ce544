package dev.scanrelay.pairing;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** Where Align sends the clinic's user back to. The state in the query is the credential. */
@Path("/pairing/callback")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CallbackResource {

    private static final int LONGEST = 2048;

    private final Pairings pairings;

    CallbackResource(Pairings pairings) {
        this.pairings = pairings;
    }

    @GET
    public Response back(@RestQuery Optional<String> code, @RestQuery Optional<String> state) {
        String returned = state.filter(CallbackResource::sane).orElseThrow(PairingProblems::noState);
        Authorized outcome = code.filter(CallbackResource::sane)
                .map(value -> pairings.authorized(returned, value))
                .orElseGet(() -> pairings.declined(returned));
        return switch (outcome) {
            case Authorized.Choose(var attempt, var accounts) ->
                Response.ok(PairingsResource.Accounts.of(attempt, accounts))
                        .header("Cache-Control", "no-store")
                        .header("Referrer-Policy", "no-referrer")
                        .build();
            case Authorized.Refused(var reason) -> throw PairingProblems.refused(reason);
        };
    }

    private static boolean sane(String value) {
        return !value.isEmpty() && value.length() <= LONGEST;
    }
}
