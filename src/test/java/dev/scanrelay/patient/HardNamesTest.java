package dev.scanrelay.patient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.itero.IteroPatient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as two pieces of software write them: planner and matcher together find one by the other. */
class HardNamesTest {

    private static final int MOST = 100;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Anna            | Schmidt           | ANNA            | schmidt
            Anna            | Schmidt           | Schmidt         | Anna
            "  Anna  "      | Schmidt           | Anna            | Schmidt
            Jürgen          | Müller            | Juergen         | Mueller
            Jürgen          | Müller            | Jurgen          | Muller
            Jürgen          | Müller            | Jürgen          | Mueller
            Juergen         | Mueller           | Jürgen          | Müller
            Jurgen          | Muller            | Jurgen          | Müller
            Anna            | Muller            | Anna            | Müller
            Anna            | Muller            | Anna            | Mueller
            Anna            | Mueller           | Anna            | Muller
            MUELLER         | ANNA              | Anna            | Müller
            Łukasz          | Wiśniewski        | Lukasz          | Wisniewski
            Lukasz          | Nowak             | Łukasz          | Nowak
            Wiśniewski      | Łukasz            | Lukasz          | Wisniewski
            Søren           | Ørsted            | Soeren          | Oersted
            Søren           | Ørsted            | Soren           | Orsted
            Soeren          | Oersted           | Søren           | Ørsted
            Åse             | Håkonsen          | Aase            | Haakonsen
            Aase            | Haakonsen         | Åse             | Håkonsen
            Æthel           | Bæk               | Aethel          | Baek
            Franz           | Strauß            | Franz           | Strauss
            Franz           | Strauss           | Franz           | Strauß
            FRANZ           | STRAUSS           | Franz           | Strauß
            Franz           | Weissmueller      | Franz           | Weißmüller
            José            | Muñoz             | Jose            | Munoz
            Jose            | Garcia            | José            | Garcia
            Zoë             | Bauer             | Zoe             | Bauer
            Đorđe           | Ćirić             | Dorde           | Ciric
            Liam            | O'Brien           | Liam            | O’Brien
            Liam            | O’Brien           | Liam            | O'Brien
            Liam            | O'Brien           | Liam            | OBrien
            Liam            | O'Brien           | Liam            | O Brien
            Anna-Maria      | Huber             | Anna Maria      | Huber
            Anna Maria      | Huber             | Anna-Maria      | Huber
            Anna-Maria      | Huber             | Annamaria       | Huber
            Eva             | Müller-Lüdenscheid| Eva             | Mueller Luedenscheid
            Ana María       | García López      | Ana             | María García López
            Ana María       | García López      | García López    | Ana María
            Ana María       | García López      | López García    | María Ana
            Ana             | García López      | Ana García      | Lopez
            Ursula          | von der Leyen     | Ursula von der  | Leyen
            Vincent         | van Gogh          | van Gogh        | Vincent
            Anna Müller     | ""                | Anna            | Müller
            ""              | Müller            | Jonas           | Mueller
            张伟            | 李                | 李              | 张伟
            """)
    void areFoundByOneAnother(String first, String last, String theirFirst, String theirLast) {
        PatientQuery query = query(first, last);
        IteroPatient stored = patient(theirFirst, theirLast);

        SearchPlan plan = SearchPlan.of(query, MOST);

        assertThat(searches(plan)).as("asked for").anyMatch(search -> finds(search, stored));
        assertThat(Matching.reason(query, stored)).as("recognised").isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "Anna, Schmidt, Anne, Schmidt",
        "Michael, Nowak, Michał, Novak",
        "Jan, Bauer, Jan, Baur",
        "Anna, Schmidt, Anna, Schmidt-Huber"
    })
    void areNotTakenForOneAnother(String first, String last, String otherFirst, String otherLast) {
        assertThat(Matching.reason(query(first, last), patient(otherFirst, otherLast)))
                .isEmpty();
    }

    @Test
    void areAskedForAsGivenFirstThenByTheUsualHabitsThenSwapped() {
        assertThat(SearchPlan.of(query("Jürgen", "Müller"), MOST).names())
                .startsWith(
                        search("Jürgen", "Müller"),
                        search("Juergen", "Mueller"),
                        search("Jurgen", "Muller"),
                        search("Müller", "Jürgen"));
    }

    @Test
    void ofTwoPlainPartsNeedNoMoreThanTwoSearchesWhenFound() {
        assertThat(SearchPlan.of(query("Anna", "Schmidt"), MOST).names()).hasSize(2);
    }

    private static NameSearch search(String first, String last) {
        return new NameSearch(Optional.of(first), Optional.of(last));
    }

    private static PatientQuery query(String first, String last) {
        return new PatientQuery(Optional.of(first), Optional.of(last), Optional.empty());
    }

    private static IteroPatient patient(String first, String last) {
        return new IteroPatient("id", Optional.of(first), Optional.of(last), Optional.empty(), Optional.empty());
    }

    static List<NameSearch> searches(SearchPlan plan) {
        return Stream.concat(plan.names().stream(), plan.guesses().stream()).toList();
    }

    /** As Align does: exactly but for case, and what is left out is not compared. */
    static boolean finds(NameSearch search, IteroPatient patient) {
        return same(search.firstName(), patient.firstName()) && same(search.lastName(), patient.lastName());
    }

    private static boolean same(Optional<String> wanted, Optional<String> name) {
        return wanted.isEmpty() || name.filter(wanted.get()::equalsIgnoreCase).isPresent();
    }
}
