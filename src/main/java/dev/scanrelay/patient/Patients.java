package dev.scanrelay.patient;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.itero.PatientSearch;
import dev.scanrelay.pairing.Pairings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The one door to patients for other features. Calls block and belong on virtual threads. */
@Singleton
public class Patients {

    private final Pairings pairings;
    private final Itero itero;
    private final PatientSettings settings;

    Patients(Pairings pairings, Itero itero, PatientSettings settings) {
        this.pairings = pairings;
        this.itero = itero;
        this.settings = settings;
    }

    /** As {@link #search}, for those to whom permutations of very long names do not matter. */
    public List<PatientMatch> find(PartnerId partner, AccountId account, PatientQuery query) {
        return search(partner, account, query).matches();
    }

    /**
     * Everyone at Align who may be this person, the likeliest first: by chart number, then over all permutations and spellings of the
     * name. Whoever is {@link MatchReason#EXACT} ends the search. It is whole or it fails.
     *
     * @throws dev.scanrelay.itero.IteroException if Align does not answer every search
     * @throws dev.scanrelay.pairing.PairingUnavailable if there is no grant to call with
     */
    public FoundPatients search(PartnerId partner, AccountId account, PatientQuery query) {
        SearchPlan plan = SearchPlan.of(query, settings.mostSearches());
        return pairings.withAccess(partner, account, access -> run(access, account, query, plan));
    }

    private FoundPatients run(Access access, AccountId account, PatientQuery query, SearchPlan plan) {
        Searches searches = new Searches(search -> itero.patients(access, search), settings.parallelSearches());
        plan.chartNumber().ifPresent(number -> searches.run(chart(account, number)));
        List<PatientMatch> byChart = Matching.ranked(query, searches.found());
        if (byChart.stream().anyMatch(match -> match.reason() == MatchReason.EXACT)) {
            return new FoundPatients(byChart, true);
        }
        searches.run(names(account, plan.names()));
        if (Matching.ranked(query, searches.found()).isEmpty()) {
            searches.run(names(account, plan.guesses()));
        }
        return new FoundPatients(Matching.ranked(query, searches.found()), plan.complete());
    }

    private static PatientSearch chart(AccountId account, String number) {
        return new PatientSearch(account, Optional.empty(), Optional.empty(), Optional.of(number));
    }

    private static List<PatientSearch> names(AccountId account, List<NameSearch> names) {
        return names.stream()
                .map(name -> new PatientSearch(account, name.firstName(), name.lastName(), Optional.empty()))
                .toList();
    }
}
