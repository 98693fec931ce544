package dev.scanrelay.rx;

import dev.scanrelay.patient.MatchReason;
import dev.scanrelay.patient.PatientMatch;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What to send of the patient, by what was asked for and who was found: the rules of onMatch. */
sealed interface Choice {

    record Send(Sent patient) implements Choice {}

    record Conflict(Why why) implements Choice {}

    /** Why nothing is sent. */
    enum Why {
        NEAR_MATCH(
                "patient-match",
                "Align has a patient who may be this one. Nothing was sent. Say with onMatch what to do: use, update or create."),
        SEVERAL(
                "several-patients",
                "Align has several patients who may be this one. Nothing was sent. Choose one with patientId, or send onMatch=create."),
        SEARCH_INCOMPLETE(
                "patient-search-incomplete",
                "The name has more permutations and spellings than one search tries, so this patient may be there besides the"
                        + " candidates. Nothing was sent. Choose one of candidates with patientId, send the name as Align has it"
                        + " (see the search under patients), or onMatch=create for a new patient."),
        NOT_FOUND(
                "patient-not-a-match",
                "The patient of patientId is none of those who may be this one. Nothing was sent. Choose one of candidates."),
        NOT_TELLABLE(
                "patient-ambiguous",
                "Align could not tell this patient from others, or he lacks a name there. Nothing was sent. Set him right first:"
                        + " see the calls under patients."),
        NOT_UPDATABLE(
                "patient-not-updatable",
                "A scan request changes a name only of the one patient with its chart number. Nothing was sent. Set him right"
                        + " first: see the calls under patients.");

        private final String slug;
        private final String detail;

        Why(String slug, String detail) {
            this.slug = slug;
            this.detail = detail;
        }

        String slug() {
            return slug;
        }

        String detail() {
            return detail;
        }
    }

    Set<MatchReason> BY_CHART =
            Set.of(MatchReason.EXACT, MatchReason.CHART_NAME_REORDERED, MatchReason.CHART_OTHER_NAME);

    static Choice of(Asked asked, Finding found) {
        if (asked.patientId().isPresent()) {
            return found.withId(asked.patientId().get())
                    .map(chosen -> of(asked, found, chosen))
                    .orElseGet(() -> new Conflict(Why.NOT_FOUND));
        }
        return switch (found.match()) {
            case EXACT -> use(asked, found, found.one().orElseThrow());
            case NONE -> asGiven(asked);
            case SEVERAL -> onlyNew(asked, Why.SEVERAL);
            case INCOMPLETE -> onlyNew(asked, Why.SEARCH_INCOMPLETE);
            case CHART_NAME_REORDERED, CHART_OTHER_NAME, NAME_NO_CHART ->
                of(asked, found, found.one().orElseThrow());
        };
    }

    private static Choice of(Asked asked, Finding found, PatientMatch chosen) {
        return switch (asked.onMatch()) {
            case USE -> use(asked, found, chosen);
            case UPDATE -> update(asked, found, chosen);
            case REJECT -> new Conflict(Why.NEAR_MATCH);
            case CREATE -> asGiven(asked);
        };
    }

    /** One who is exactly he is found by the chart number, however many spellings are left: whoever wants a new one gets one. */
    private static Choice onlyNew(Asked asked, Why otherwise) {
        return switch (asked.onMatch()) {
            case CREATE -> asGiven(asked);
            case REJECT, USE, UPDATE -> new Conflict(otherwise);
        };
    }

    private static Choice asGiven(Asked asked) {
        return new Send(new Sent(asked.patient(), false, Optional.empty()));
    }

    /** Align knows him by names and chart number alone: they have to be his, and nobody else's. */
    private static Choice use(Asked asked, Finding found, PatientMatch chosen) {
        if (chosen.firstName().isEmpty() || chosen.lastName().isEmpty()) {
            return new Conflict(Why.NOT_TELLABLE);
        }
        Person spelled = new Person(
                chosen.firstName().get(),
                chosen.lastName().get(),
                chosen.chartNumber(),
                chosen.birthDate().or(() -> asked.patient().birthDate()));
        List<PatientMatch> alike = found.all().stream()
                .filter(match -> spelled.isSpelled(match.firstName(), match.lastName(), match.chartNumber()))
                .toList();
        return alike.size() == 1
                ? new Send(new Sent(spelled, false, Optional.of(chosen.patientId())))
                : new Conflict(Why.NOT_TELLABLE);
    }

    /** Align finds the patient whose name it changes by the chart number. */
    private static Choice update(Asked asked, Finding found, PatientMatch chosen) {
        long sharing = found.all().stream()
                .filter(match -> BY_CHART.contains(match.reason()))
                .count();
        boolean possible =
                asked.patient().chartNumber().isPresent() && BY_CHART.contains(chosen.reason()) && sharing == 1;
        return possible
                ? new Send(new Sent(asked.patient(), true, Optional.of(chosen.patientId())))
                : new Conflict(Why.NOT_UPDATABLE);
    }
}
