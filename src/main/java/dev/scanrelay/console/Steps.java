package dev.scanrelay.console;

import dev.scanrelay.audit.AuditTrail;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.pairing.Authorized;
import dev.scanrelay.pairing.InvitationLinks;
import dev.scanrelay.pairing.Visit;
import dev.scanrelay.pairing.Visits;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** A step of a visit: only for the browser that it belongs to, and forms only from our own pages. */
@Singleton
final class Steps {

    private final Visits visits;
    private final InvitationLinks links;
    private final Page page;
    private final Failures failures;
    private final AuditTrail trail;
    private final Intent intent;

    Steps(Visits visits, InvitationLinks links, Page page, Failures failures, AuditTrail trail, Intent intent) {
        this.visits = visits;
        this.links = links;
        this.page = page;
        this.failures = failures;
        this.trail = trail;
        this.intent = intent;
    }

    /** A visit, and what its forms have to hold. */
    record Step(Visit visit, String formToken) {}

    Response shown(HttpHeaders headers, Function<Step, Response> work) {
        return failures.caught(() -> step(headers).map(work).orElseGet(() -> page.of(Notices.noVisit())));
    }

    Response sent(HttpHeaders headers, Optional<String> formToken, Function<Step, Response> work) {
        boolean ours = !Browser.sentByAnotherSite(headers)
                && browser(headers)
                        .filter(browser -> Browser.isFrom(browser, formToken))
                        .isPresent();
        return ours ? shown(headers, step -> changed(step, work)) : page.of(Notices.notFromHere());
    }

    /** Recorded with whose invitation it is, before anything is done. */
    private Response changed(Step step, Function<Step, Response> work) {
        Visit visit = step.visit();
        trail.invitation(visit.invitation().id(), visit.partner());
        visit.account().ifPresent(trail::account);
        intent.commit();
        return work.apply(step);
    }

    private Optional<Step> step(HttpHeaders headers) {
        return browser(headers)
                .flatMap(browser -> visits.of(browser).map(visit -> new Step(visit, Browser.formToken(browser))));
    }

    private Optional<String> browser(HttpHeaders headers) {
        return Browser.of(headers.getCookies(), links.plain());
    }

    Notice tooLate(Visit visit) {
        return withWaysOut(Notices.loginRefused(Authorized.Reason.EXPIRED_STATE), visit);
    }

    /** Begin anew, or go back to where one came from. */
    Notice withWaysOut(Notice notice, Visit visit) {
        return notice.with(
                        "Begin anew",
                        Optional.of(links.page(visit.partner(), visit.token().reveal())))
                .with("Back to your practice software", visit.invitation().returnUrl());
    }

    String partner(Visit visit) {
        return visits.partnerName(visit);
    }
}
