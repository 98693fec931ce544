package dev.scanrelay.console;

import dev.scanrelay.audit.Audited;
import dev.scanrelay.audit.Intent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.pairing.AccountChoice;
import dev.scanrelay.pairing.Connected;
import dev.scanrelay.pairing.InvitationLinks;
import dev.scanrelay.pairing.Offer;
import dev.scanrelay.pairing.Visit;
import dev.scanrelay.pairing.Visits;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;

/** The choice among the accounts that the signed-in user may pair. */
@Path("/pairing/accounts")
@PermitAll
@RunOnVirtualThread
class AccountsResource {

    private final Visits visits;
    private final Steps steps;
    private final InvitationLinks links;
    private final Page page;
    private final Intent intent;

    AccountsResource(Visits visits, Steps steps, InvitationLinks links, Page page, Intent intent) {
        this.visits = visits;
        this.steps = steps;
        this.links = links;
        this.page = page;
        this.intent = intent;
    }

    @GET
    @Operation(hidden = true)
    public Response show(@Context HttpHeaders headers) {
        return steps.shown(headers, step -> offered(step, false));
    }

    @POST
    @Audited("pairing.choose")
    @Operation(hidden = true)
    public Response choose(
            @RestForm Optional<String> account, @RestForm Optional<String> form, @Context HttpHeaders headers) {
        return steps.sent(
                headers,
                form,
                step -> account.flatMap(AccountsResource::id)
                        .map(chosen -> chosen(step, chosen))
                        .orElseGet(() -> offered(step, true)));
    }

    private Response offered(Steps.Step step, boolean nothingChosen) {
        Visit visit = step.visit();
        if (visit.account().isPresent()) {
            return page.goTo(links.page(visit.partner(), "result")).build();
        }
        return switch (visits.offer(visit)) {
            case Offer.Accounts(var accounts)
            when accounts.isEmpty() -> page.of(steps.withWaysOut(Notices.noAccounts(visit.invitation()), visit));
            case Offer.Accounts(var accounts) ->
                page.of(
                                nothingChosen ? 400 : 200,
                                Templates.accounts(
                                        steps.partner(visit), sorted(accounts), step.formToken(), nothingChosen))
                        .build();
            case Offer.Over over -> page.of(steps.tooLate(visit));
            case Offer.AlignOut out -> page.of(Notices.alignOut());
        };
    }

    private Response chosen(Steps.Step step, AccountId account) {
        Visit visit = step.visit();
        if (visit.account().isPresent()) {
            return page.goTo(links.page(visit.partner(), "result")).build();
        }
        return switch (visits.choose(visit, account, intent::commit)) {
            case Connected.Done done ->
                page.goTo(links.page(visit.partner(), "warnings")).build();
            case Connected.NotThisOne no -> page.of(steps.withWaysOut(Notices.notThisOne(), visit));
            case Connected.Over over -> page.of(steps.tooLate(visit));
            case Connected.Taken taken -> page.of(Notices.taken());
            case Connected.NotReady unset -> page.of(Notices.notReady());
            case Connected.AlignOut out -> page.of(Notices.alignOut());
        };
    }

    private static List<AccountChoice> sorted(List<AccountChoice> accounts) {
        return accounts.stream()
                .sorted(Comparator.comparing(AccountChoice::name))
                .toList();
    }

    private static Optional<AccountId> id(String text) {
        try {
            return Optional.of(new AccountId(text));
        } catch (IllegalArgumentException noAccount) {
            return Optional.empty();
        }
    }
}
