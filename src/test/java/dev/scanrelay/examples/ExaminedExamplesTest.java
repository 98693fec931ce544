package dev.scanrelay.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scanrelay.local.embedded.LocalKafka;
import dev.scanrelay.local.exam.Exam;
import dev.scanrelay.local.exam.ExamConfig;
import dev.scanrelay.local.exam.Report;
import dev.scanrelay.local.exam.Restart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own software passes the consumer exam: the examples over a topic, the listener over the feed. Each is restarted in between. */
@Tag("clients")
@Timeout(240)
class ExaminedExamplesTest {

    private static final int NOT_RUN = 77;

    @TempDir
    static Path broker;

    private static LocalKafka kafka;
    private static Admin admin;

    @TempDir
    Path folder;

    private Optional<Process> running = Optional.empty();

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(broker, 0);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "java", "typescript"})
    void aConsumerPasses(String language) throws Exception {
        String topic = "orders.exam-" + language + ".v1";
        admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        ProcessBuilder example = new ProcessBuilder("bash", "deploy/examples/run", language);
        try (Exam exam = Exam.open(config().withRestart(restarting(example, Process::destroy)))) {
            tell(example, exam, topic);
            Process process = start(example);
            await().atMost(Duration.ofSeconds(120)).until(() -> hasMember(topic) || !process.isAlive());
            skipWhereItCantRun(process);

            assertPassed(exam.ofTopic(kafka.bootstrapServers(), topic, new Properties()), language, 20);
        } finally {
            running.ifPresent(Process::destroyForcibly);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "typescript"}) // the Java client waits by itself
    void aConsumerWaitsForATopicThatComesWithItsFirstEvent(String language) throws Exception {
        String topic = "orders.later-" + language + ".v1";
        try (Exam exam = Exam.open(config().withOnly(Set.of("ready")))) {
            ProcessBuilder example = new ProcessBuilder("bash", "deploy/examples/run", language);
            tell(example, exam, topic);
            Process process = start(example);
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> said().contains("waiting for " + topic) || !process.isAlive());
            skipWhereItCantRun(process);

            assertPassed(exam.ofTopic(kafka.bootstrapServers(), topic, new Properties()), "later-" + language, 1);
        } finally {
            running.ifPresent(Process::destroyForcibly);
        }
    }

    @Test
    void theListenerPasses() throws Exception {
        ProcessBuilder listener = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.scanrelay.Main",
                "listen",
                "--to",
                folder.resolve("scans").toString(),
                "--every",
                "1");
        Restart restart = restarting(listener, Process::destroyForcibly);
        try (Exam exam = Exam.open(config().withFilesOnly(true).withRestart(restart))) {
            listener.environment().putAll(Map.of("SCANRELAY_URL", exam.base().toString(), "SCANRELAY_KEY", "exam"));
            start(listener);

            assertPassed(exam.ofFeed(), "listener", 20);
        } finally {
            running.ifPresent(Process::destroyForcibly);
        }
    }

    private void tell(ProcessBuilder example, Exam exam, String topic) {
        example.environment()
                .putAll(Map.of(
                        "SCANRELAY_URL",
                        exam.base().toString(),
                        "SCANRELAY_KEY",
                        "exam",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        kafka.bootstrapServers(),
                        "KAFKA_TOPIC",
                        topic,
                        "KAFKA_GROUP",
                        topic,
                        "SCANS_FOLDER",
                        folder.resolve("scans").toString(),
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "CLASSPATH",
                        System.getProperty("java.class.path")));
    }

    private static ExamConfig config() {
        return ExamConfig.defaults()
                .withPort(0)
                .withPatience(Duration.ofSeconds(60))
                .withSettle(Duration.ofSeconds(1));
    }

    private Process start(ProcessBuilder program) throws IOException {
        Map<String, String> direct = new HashMap<>(Map.of("NO_PROXY", "127.0.0.1", "no_proxy", "127.0.0.1"));
        program.environment().putAll(direct);
        program.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        Process process = program.start();
        running = Optional.of(process);
        return process;
    }

    private interface End {
        void end(Process process);
    }

    private Restart restarting(ProcessBuilder program, End end) {
        return () -> {
            Process process = running.orElseThrow();
            end.end(process);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            try {
                start(program);
            } catch (IOException gone) {
                throw new AssertionError(gone);
            }
        };
    }

    private static boolean hasMember(String group) throws InterruptedException {
        try {
            return !admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .isEmpty();
        } catch (ExecutionException notThere) {
            assertThat(notThere).hasCauseInstanceOf(GroupIdNotFoundException.class);
            return false;
        }
    }

    private void skipWhereItCantRun(Process process) throws IOException {
        if (!process.isAlive() && process.exitValue() == NOT_RUN) {
            String why = said();
            System.out.println(why);
            assumeTrue(false, why);
        }
        assertThat(process.isAlive()).as(said()).isTrue();
    }

    private void assertPassed(Report report, String who, int asked) throws IOException {
        report.write(Path.of("target", "exam", who));
        System.out.println("Exam of " + who + ": " + report.sum() + ".");
        assertThat(report.results())
                .as(said())
                .filteredOn(one -> one.leftOut().isEmpty())
                .hasSizeGreaterThanOrEqualTo(asked)
                .allSatisfy(one -> assertThat(one.came()).as(one.id()).isEmpty());
    }

    private Path log() {
        return folder.resolve("log");
    }

    private String said() throws IOException {
        String all = Files.readString(log());
        return all.substring(Math.max(0, all.length() - 4000)).strip();
    }
}
