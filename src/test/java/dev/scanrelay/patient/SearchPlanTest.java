package dev.scanrelay.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.itero.IteroPatient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the plan of any name; the names come from fixed seeds. */
class SearchPlanTest {

    private static final List<String> PARTS = List.of(
            "Anna",
            "Müller",
            "Mueller",
            "O'Brien",
            "Łukasz",
            "de",
            "Strauß",
            "Åse",
            "José-Luis",
            "van",
            "Ng",
            "Żółć",
            "aa",
            "anna",
            "Œuvre",
            "李",
            "-",
            "Saint-Exupéry",
            "d’Arc",
            "QUEEN");

    static Stream<Random> seeds() {
        return IntStream.range(0, 200).mapToObj(seed -> new Random(7141L + seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void asksForNothingTwiceAndNotTooOften(Random random) {
        PatientQuery query = anyName(random, 1 + random.nextInt(8));
        int most = 1 + random.nextInt(120);

        SearchPlan plan = SearchPlan.of(query, most);

        List<NameSearch> searches = HardNamesTest.searches(plan);
        assertThat(searches).hasSizeLessThanOrEqualTo(most).isNotEmpty();
        assertThat(searches.stream().map(NameSearch::key)).doesNotHaveDuplicates();
        assertThat(searches.getFirst()).isEqualTo(new NameSearch(query.firstName(), query.lastName()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void recognisesWhomeverItAsksFor(Random random) {
        PatientQuery query = anyName(random, 1 + random.nextInt(5));

        SearchPlan plan = SearchPlan.of(query, 150);

        assertThat(HardNamesTest.searches(plan).stream()
                        .filter(search -> Matching.reason(query, named(search)).isEmpty())
                        .map(search -> search.firstName() + " " + search.lastName()))
                .as(query.firstName() + " " + query.lastName())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void asksForEveryPermutationOfUpToFourPlainPartsInEverySplit(Random random) {
        List<String> parts = new ArrayList<>(List.of("Ava", "Ben", "Cleo", "Dan")).subList(0, 2 + random.nextInt(3));
        int split = 1 + random.nextInt(parts.size() - 1);
        PatientQuery query = query(parts.subList(0, split), parts.subList(split, parts.size()));
        List<String> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, random);
        int otherSplit = 1 + random.nextInt(parts.size() - 1);
        NameSearch permuted = new NameSearch(
                Optional.of(String.join(" ", shuffled.subList(0, otherSplit))),
                Optional.of(String.join(" ", shuffled.subList(otherSplit, parts.size()))));

        SearchPlan plan = SearchPlan.of(query, 100);

        assertThat(plan.complete()).isTrue();
        assertThat(plan.names()).contains(permuted);
    }

    @Test
    void saysWhenThereIsMoreThanItMayAskFor() {
        PatientQuery query = query(List.of("Ava", "Ben"), List.of("Cleo", "Dan"));

        assertThat(SearchPlan.of(query, 10).complete()).isFalse();
        assertThat(SearchPlan.of(query, 10).names()).hasSize(10);
    }

    @Test
    void guessesAtAccentsOnlyAfterEverythingElse() {
        SearchPlan plan = SearchPlan.of(query(List.of("Lukasz"), List.of("Muller")), 100);

        assertThat(plan.names()).hasSize(2);
        assertThat(plan.guesses())
                .contains(
                        new NameSearch(Optional.of("Lukasz"), Optional.of("müller")),
                        new NameSearch(Optional.of("łukasz"), Optional.of("Muller")))
                .hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void asksForAChartNumberAlone() {
        SearchPlan plan =
                SearchPlan.of(new PatientQuery(Optional.empty(), Optional.empty(), Optional.of(" CH-1 ")), 100);

        assertThat(plan).isEqualTo(new SearchPlan(Optional.of("CH-1"), List.of(), List.of(), true));
    }

    @Test
    void plansForNamesOfAnyLengthInBoundedWork() {
        List<String> many =
                IntStream.range(0, 60).mapToObj(number -> "Ää" + number).toList();
        List<String> same = Collections.nCopies(60, "Ümläut-ß");

        assertThat(SearchPlan.of(query(many, same), 1000).names()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u00A0", "\u200B"})
    void hasNothingToPlanForNobody(String blank) {
        Optional<String> nothing = Optional.of(blank);
        assertThatThrownBy(() -> new PatientQuery(nothing, nothing, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PatientQuery anyName(Random random, int parts) {
        List<String> chosen =
                random.ints(parts, 0, PARTS.size()).mapToObj(PARTS::get).toList();
        int split = random.nextInt(parts + 1);
        return query(chosen.subList(0, split), chosen.subList(split, parts));
    }

    private static PatientQuery query(List<String> first, List<String> last) {
        return new PatientQuery(
                Optional.of(String.join(" ", first)), Optional.of(String.join(" ", last)), Optional.empty());
    }

    private static IteroPatient named(NameSearch search) {
        return new IteroPatient("id", search.firstName(), search.lastName(), Optional.empty(), Optional.empty());
    }
}
