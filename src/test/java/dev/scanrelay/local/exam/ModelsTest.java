package dev.scanrelay.local.exam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.local.embedded.LocalKafka;
import dev.scanrelay.local.exam.ModelPractice.Habit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The exam, held of software that does all as it should in each of the ways, and of software that is broken in one thing. */
@Timeout(120)
@Tag("slow")
class ModelsTest {

    private static final String COMMITTED = "read_committed";

    @TempDir
    static Path folder;

    private static LocalKafka kafka;

    private final AtomicReference<Restart> restarted = new AtomicReference<>();
    private final Restart restarting = () -> restarted.get().restart();

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(folder, 0);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void aReaderOfPagesPasses() throws Exception {
        try (var exam = Exam.open(quick().withRestart(restarting));
                var reader = ModelReader.ofPages(new ModelPractice(exam.base(), Habit.NONE))) {
            restarted.set(reader);
            assertPassed(exam.ofFeed());
        }
    }

    @Test
    void aReaderOfAStreamPasses() throws Exception {
        try (var exam = Exam.open(quick().withRestart(restarting));
                var reader = ModelReader.ofStream(new ModelPractice(exam.base(), Habit.NONE))) {
            restarted.set(reader);
            assertPassed(exam.ofFeed());
        }
    }

    @Test
    void aReaderOfATopicPasses() throws Exception {
        assertPassed(ofTopic(Habit.NONE, COMMITTED, quick().withRestart(restarting)));
    }

    @Test
    void anEndpointThatVerifiesByThePublicKeyPasses() throws Exception {
        try (var exam = Exam.open(quick().withPublicKeys(true));
                var endpoint = new ModelEndpoint(new ModelPractice(exam.base(), Habit.NONE))) {
            assertPassed(exam.ofEndpoint(endpoint.url()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IMPORTS_TWICE, repeat repeat-later replay, rescan",
        "IMPORTS_TWICE_AND_IS_SLOW, repeat repeat-later replay, rescan",
        "IGNORES_UNPAIRING, unpaired, paired-again",
        "IGNORES_DIGESTS, damaged-file, cut-download"
    })
    void softwareThatIsBrokenInOneThingFailsByIt(Habit habit, String fails, String passes) throws Exception {
        var only = List.of((fails + " " + passes).split(" "));

        var report = ofTopic(
                habit, COMMITTED, quick().withSettle(Duration.ofMillis(50)).withOnly(Set.copyOf(only)));

        assertThat(report.results())
                .filteredOn(Result::failed)
                .extracting(Result::id)
                .containsExactly(fails.split(" "));
    }

    @Test
    void softwareThatReadsUncommittedFails() throws Exception {
        var report = ofTopic(Habit.NONE, "read_uncommitted", quick().withOnly(Set.of("aborted", "aborted-then-told")));

        assertThat(report.results())
                .filteredOn(Result::failed)
                .extracting(Result::id)
                .containsExactly("aborted");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void softwareThatTakesEverythingAndDoesNothingFailsInAll(Way way) throws Exception {
        var report = idle(way);

        assertThat(report.results())
                .filteredOn(one -> one.leftOut().isEmpty())
                .hasSizeGreaterThanOrEqualTo(20)
                .allMatch(Result::failed);
    }

    private Report idle(Way way) throws Exception {
        var impatient = quick().withPatience(Duration.ofMillis(100));
        var habit = Habit.TAKES_AND_DOES_NOTHING;
        if (way == Way.TOPIC) {
            return ofTopic(habit, COMMITTED, impatient);
        }
        try (var exam = Exam.open(impatient.withPublicKeys(true))) {
            var practice = new ModelPractice(exam.base(), habit);
            try (var reader = ModelReader.ofPages(practice);
                    var endpoint = new ModelEndpoint(practice)) {
                restarted.set(reader);
                return way == Way.FEED ? exam.ofFeed() : exam.ofEndpoint(endpoint.url());
            }
        }
    }

    private Report ofTopic(Habit habit, String isolation, ExamConfig config) throws Exception {
        var topic = "exam." + UUID.randomUUID();
        try (var exam = Exam.open(config);
                var reader = ModelReader.ofTopic(
                        new ModelPractice(exam.base(), habit), kafka.bootstrapServers(), topic, isolation)) {
            restarted.set(reader);
            return exam.ofTopic(kafka.bootstrapServers(), topic, new Properties());
        }
    }

    private static void assertPassed(Report report) {
        assertThat(report.results())
                .filteredOn(one -> one.leftOut().isEmpty())
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(one -> assertThat(one.came()).as(one.id()).isEmpty());
        assertThat(report.results())
                .extracting(Result::id)
                .containsExactlyInAnyOrderElementsOf(
                        Scenarios.all().stream().map(Scenario::id).toList());
    }

    private static ExamConfig quick() {
        return ExamConfig.defaults().withPort(0).withSettle(Duration.ofMillis(150));
    }
}
