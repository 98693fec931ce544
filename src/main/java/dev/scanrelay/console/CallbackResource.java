package dev.scanrelay.console;

import dev.scanrelay.pairing.AccountChoice;
import dev.scanrelay.pairing.Arrival;
import dev.scanrelay.pairing.Authorized;
import dev.scanrelay.pairing.InvitationLinks;
import dev.scanrelay.pairing.PairingProblems;
import dev.scanrelay.pairing.Visit;
import dev.scanrelay.pairing.Visits;
import dev.scanrelay.problem.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Where Align sends the clinic's user back to. The state in the query is the credential, with the browser's cookie where the login
 * began on our pages. People see pages; a program that asks for no HTML gets JSON.
 */
@Path("/pairing/callback")
@PermitAll
@RunOnVirtualThread
class CallbackResource {

    private static final int LONGEST = 2048;

    private final Visits visits;
    private final InvitationLinks links;
    private final Page page;
    private final Failures failures;

    CallbackResource(Visits visits, InvitationLinks links, Page page, Failures failures) {
        this.visits = visits;
        this.links = links;
        this.page = page;
        this.failures = failures;
    }

    @GET
    @Operation(hidden = true)
    public Response back(
            @RestQuery Optional<String> code, @RestQuery Optional<String> state, @Context HttpHeaders headers) {
        boolean person = Optional.ofNullable(headers.getHeaderString("Accept"))
                .filter(accepted -> accepted.toLowerCase(Locale.ROOT).contains(MediaType.TEXT_HTML))
                .isPresent();
        Optional<String> browser = Browser.of(headers.getCookies(), links.plain());
        return person ? failures.caught(() -> forPerson(code, state, browser)) : forProgram(code, state, browser);
    }

    private Response forPerson(Optional<String> code, Optional<String> state, Optional<String> browser) {
        Optional<Arrival> arrival = state.filter(CallbackResource::sane).map(known -> arrive(known, code, browser));
        if (arrival.isEmpty()) {
            return page.of(Notices.loginRefused(Authorized.Reason.UNKNOWN_STATE));
        }
        return switch (arrival.get()) {
            case Arrival.Visitor(Visit visit) ->
                page.goTo(links.page(visit.partner(), "accounts")).build();
            case Arrival.Guest guest -> sentBack(guest, "signed-in", Notices.backToSoftware());
            case Arrival.Stranger stranger -> page.of(Notices.anotherBrowser());
            case Arrival.Refused refused -> refused(refused);
        };
    }

    private Response refused(Arrival.Refused refused) {
        Notice notice = Notices.loginRefused(refused.reason());
        if (refused.guest().isPresent()) {
            return sentBack(refused.guest().get(), outcome(refused.reason()), notice);
        }
        return page.of(refused.visit()
                .map(visit -> notice.with("Begin anew", Optional.of(startOf(visit)))
                        .with(
                                "Back to your practice software",
                                visit.invitation().returnUrl()))
                .orElse(notice));
    }

    private URI startOf(Visit visit) {
        return links.page(visit.partner(), visit.token().reveal());
    }

    /** To the URL that the program named; it has to be on the installation's list, so this sends nobody anywhere else. */
    private Response sentBack(Arrival.Guest guest, String outcome, Notice otherwise) {
        return guest.returnUrl()
                .map(url -> UriBuilder.fromUri(url)
                        .queryParam("attempt", guest.attempt())
                        .queryParam("outcome", outcome)
                        .build())
                .map(url -> page.goTo(url).build())
                .orElseGet(() -> page.of(otherwise));
    }

    private static String outcome(Authorized.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Response forProgram(Optional<String> code, Optional<String> state, Optional<String> browser) {
        String known = state.filter(CallbackResource::sane).orElseThrow(PairingProblems::noState);
        return switch (arrive(known, code, browser)) {
            case Arrival.Guest guest -> accounts(guest);
            case Arrival.Visitor(Visit visit) ->
                page.goTo(links.page(visit.partner(), "accounts")).build();
            case Arrival.Refused refused -> throw PairingProblems.refused(refused.reason());
            case Arrival.Stranger stranger ->
                throw Problems.of(
                        403,
                        "another-browser",
                        "The login can't go on here",
                        "This login was begun on our pages in another browser.");
        };
    }

    private Response accounts(Arrival.Guest guest) {
        AccountChoice.Choices choices = visits.accounts(guest.partner(), guest.attempt())
                .orElseThrow(() -> PairingProblems.refused(Authorized.Reason.EXPIRED_STATE));
        return Response.ok(choices, MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private Arrival arrive(String state, Optional<String> code, Optional<String> browser) {
        return visits.arrive(state, code.filter(CallbackResource::sane), browser);
    }

    private static boolean sane(String value) {
        return !value.isEmpty() && value.length() <= LONGEST;
    }
}
