package dev.scanrelay.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Jdbc;
import dev.scanrelay.secret.Fresh;
import dev.scanrelay.secret.Signatures;
import dev.scanrelay.testing.AuditLog;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class ChainTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration NO_LEASE = Duration.ofSeconds(-1);

    @Inject
    Database database;

    @Inject
    Chain chain;

    @Inject
    Entries entries;

    @Inject
    Signatures signatures;

    @Inject
    Clock clock;

    @Inject
    AuditLog log;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String action;

    @BeforeEach
    void chainWhatOthersLeft() {
        action = "chain-" + UUID.randomUUID();
        chainAll();
    }

    @Test
    void numbersRecordsWithoutGapsAndFindsThemIntact() {
        long before = end().number();
        record(3);

        chainAll();

        assertThat(numbers()).containsExactly(before + 1, before + 2, before + 3);
        assertThat(verify()).isZero();
        assertThat(said(out)).startsWith("The chain is intact: " + (before + 3) + " records, ");
        assertThat(err.size()).isZero();
    }

    @Test
    void chainsMoreThanABatch() {
        log.execute("insert into audit_record (at, request_id, phase, action, actor_kind, actor_id, partner_id)"
                + " select now(), gen_random_uuid(), 'begun', '" + action
                + "', 'nobody', '', '' from generate_series(1, "
                + (Chain.BATCH + 1) + ")");

        assertThat(chain.lengthen("batches", LEASE)).hasValue(Chain.BATCH);
        assertThat(chain.lengthen("batches", LEASE)).hasValue(1);
        chain.giveUp("batches");

        assertThat(verify()).as(said(err)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_record set actor_id = 'somebody' where number = %1$d",
                "update audit_record set at = at + interval '1 microsecond' where number = %1$d",
                "update audit_record set status = 500, result = 'failed' where number = %1$d",
                "update audit_record set hash = decode(repeat('11', 32), 'hex') where number = %1$d",
                "update audit_subject set subject_id = 'other' where record_id = (select id from audit_record where number = %1$d)",
                "delete from audit_subject where record_id = (select id from audit_record where number = %1$d)",
                "insert into audit_subject select id, 'key', 'k', at from audit_record where number = %1$d",
                """
                create temporary table forged on commit drop as select * from audit_record where number = %1$d;
                delete from audit_record where number = %1$d;
                insert into audit_record (at, request_id, phase, action, actor_kind, actor_id, partner_id, result, status, number, hash)
                select at, request_id, phase, action, actor_kind, actor_id, partner_id, result, status, number, hash from forged""",
            })
    void findsARecordThatIsNotWhatWasChained(String tampering) throws SQLException {
        long middle = threeChained() + 2;

        assertThat(verdictAfter(tampering.formatted(middle), List.of()))
                .isEqualTo("Record " + middle + " is not what was chained: it, its subjects or its hash was changed.");
    }

    @Test
    void findsADeletedRecord() throws SQLException {
        long middle = threeChained() + 2;

        assertThat(verdictAfter("delete from audit_record where number = " + middle, List.of()))
                .isEqualTo("Record " + middle + " is missing.");
    }

    @ParameterizedTest
    @CsvSource({"1, Record %d was forged: the chain ended with %d.", "2, Record %d is missing."})
    void findsARecordForgedBehindTheEnd(int behind, String verdict) throws SQLException {
        long end = threeChained() + 3;

        assertThat(verdict(tampering -> forge(tampering, end + behind), List.of()))
                .isEqualTo(verdict.formatted(end + 1, end));
    }

    @Test
    void findsARecordForgedBeforeTheFirst() throws SQLException {
        threeChained();

        assertThat(verdict(tampering -> forge(tampering, 0), List.of()))
                .isEqualTo("Record 0 was forged: the chain begins with 1.");
    }

    @Test
    void findsAChainThatWasRewrittenWithRightHashes() throws SQLException {
        long middle = threeChained() + 2;
        Head head = sign();

        String verdict = verdict(
                tampering -> {
                    execute(tampering, "update audit_record set actor_id = 'somebody' where number = " + middle);
                    rehash(tampering, middle);
                },
                List.of());

        assertThat(verdict)
                .isEqualTo("The records up to " + (middle + 1) + " were rewritten: the head signed at " + head.at()
                        + " states another hash.");
    }

    @Test
    void findsACutTailByAHeadThatWasKept() throws Exception {
        long before = threeChained();
        Head head = sign();
        assertThat(AuditCommand.run(List.of("heads"), print(out), print(err))).isZero();
        Path kept = Files.write(folder.resolve("heads.jsonl"), out.toByteArray());
        out.reset();

        cutBehind(before + 1);

        assertThat(verify()).as("without the head there is nothing to see").isZero();
        assertThat(AuditCommand.run(List.of("verify", "--heads", kept.toString()), print(out), print(err)))
                .isEqualTo(1);
        assertThat(said(err))
                .isEqualTo("Record " + (before + 2) + " is missing, and all behind it: a head of record " + (before + 3)
                        + " was signed at " + head.at() + ".");
    }

    @Test
    void findsATailThatWasCutWithoutCare() throws SQLException {
        long before = threeChained();

        assertThat(verdictAfter("delete from audit_record where number > " + (before + 1), List.of()))
                .isEqualTo("Record " + (before + 2) + " is missing, and all behind it.");
    }

    @Test
    void findsAForgedHead() throws Exception {
        long last = threeChained() + 3;
        sign();
        Head forged = Head.sign(end(), clock.instant(), Fresh.signatures()).orElseThrow();
        String verdict = "The head of record " + last
                + " has a wrong signature: it was forged, or signed with a key that this keyset lacks.";

        assertThat(verdictAfter("update audit_head set at = at - interval '1 day' where number = " + last, List.of()))
                .isEqualTo(verdict);
        Path kept = Files.writeString(folder.resolve("heads.jsonl"), forged.json() + "\n\n");
        assertThat(AuditCommand.run(List.of("verify", "--heads", kept.toString()), print(out), print(err)))
                .isEqualTo(1);
        assertThat(said(err)).isEqualTo(verdict);
    }

    @Test
    void saysThatItCannotCheckHeadsWithoutAKey() throws SQLException {
        threeChained();
        sign();

        Verdict verdict;
        try (Connection connection = connect()) {
            verdict = new Verification(connection).run(Fresh.noSignatures(), List.of());
        }

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.UNCHECKED);
        assertThat(verdict.line()).contains("has no \"audit\" key").doesNotContain("intact");
    }

    @Test
    void refusesAFileThatHoldsNoHeads() throws Exception {
        Path file = Files.writeString(folder.resolve("heads.jsonl"), "\n{\"number\": 1}\n");

        assertThat(AuditCommand.run(List.of("verify", "--heads", file.toString()), print(out), print(err)))
                .isEqualTo(2);
        assertThat(said(err)).isEqualTo("Line 2 of the file is no head.");
        err.reset();
        assertThat(AuditCommand.run(List.of("verify", "--heads", "none.jsonl"), print(out), print(err)))
                .isEqualTo(2);
        assertThat(said(err)).isEqualTo("The file with the heads can't be read.");
    }

    @Test
    void chainsOnceThoughTwoChainAtOnce() throws Exception {
        long before = end().number();
        record(40);

        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Callable<Void> one = () -> chainAndRecord("one");
            Callable<Void> other = () -> chainAndRecord("other");
            for (var done : both.invokeAll(List.of(one, other))) {
                done.get();
            }
        }
        chainAll();

        assertThat(numbers()).hasSize(60).doesNotHaveDuplicates();
        assertThat(end().number()).isEqualTo(before + 60);
        assertThat(verify()).as(said(err)).isZero();
    }

    @Test
    void leavesTheChainToWhoeverHasTheLease() {
        assertThat(chain.lengthen("holder", LEASE)).isPresent();

        assertThat(chain.lengthen("other", LEASE)).isEmpty();
        chain.giveUp("holder");
        assertThat(chain.lengthen("other", LEASE)).isPresent();
        chain.giveUp("other");
    }

    @Test
    void chainsARecordThatIsCommittedLateBehindWhatCameBefore() throws SQLException {
        long before = end().number();
        long late;
        try (Connection open = connect()) {
            late = insertUncommitted(open);
            long early = record();
            chainAll();
            assertThat(early).isGreaterThan(late);
            assertThat(numberOf(early)).hasValue(before + 1);

            open.commit();
        }
        chainAll();

        assertThat(numberOf(late)).hasValue(before + 2);
        assertThat(verify()).as(said(err)).isZero();
    }

    @Test
    void losesAndForksNothingWhenItFailsInTheMiddle() {
        Tip before = end();
        record(2);
        log.execute(
                "alter table audit_chain add constraint outage check (number <= " + before.number() + ") not valid");
        try {
            assertThatThrownBy(() -> chain.lengthen("unlucky", LEASE)).isInstanceOf(RuntimeException.class);
        } finally {
            log.execute("alter table audit_chain drop constraint outage");
        }
        assertThat(end()).isEqualTo(before);
        assertThat(numbers()).isEmpty();

        chainAll();

        assertThat(numbers()).containsExactly(before.number() + 1, before.number() + 2);
        assertThat(verify()).as(said(err)).isZero();
    }

    private interface Tampering {
        void with(Connection connection) throws SQLException;
    }

    /** The verdict within a transaction that is rolled back afterwards. */
    private String verdict(Tampering tampering, Collection<Head> kept) throws SQLException {
        try (Connection connection = connect()) {
            tampering.with(connection);
            String line = new Verification(connection).run(signatures, kept).line();
            connection.rollback();
            return line;
        }
    }

    private String verdictAfter(String sql, Collection<Head> kept) throws SQLException {
        return verdict(connection -> execute(connection, sql), kept);
    }

    private int verify() {
        return AuditCommand.run(List.of("verify"), print(out), print(err));
    }

    /** Three chained records; the answer is the number before the first. */
    private long threeChained() {
        long before = end().number();
        record(3);
        chainAll();
        return before;
    }

    private void record(int times) {
        for (int time = 0; time < times; time++) {
            record();
        }
    }

    private long record() {
        UUID request = UUID.randomUUID();
        Entry entry = Entry.ended(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                request,
                action,
                new Actor(Actor.Kind.KEY, "k1", "default"),
                200,
                Set.of(Subject.of(Subject.Kind.PATIENT, "p-1"), Subject.of(Subject.Kind.ACCOUNT, "104233")));
        try {
            VertxContextSupport.subscribeAndAwait(() -> entries.write(entry));
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
        return database.read(session -> session.createNativeQuery(
                        "select id from audit_record where request_id = :request", Long.class)
                .setParameter("request", request)
                .getSingleResult());
    }

    private void chainAll() {
        while (chain.lengthen("test", LEASE).orElseThrow() > 0) {
            // until nothing waits
        }
        chain.giveUp("test");
    }

    /** With leases that are over at once, the lock alone keeps two apart. */
    private Void chainAndRecord(String owner) {
        for (int time = 0; time < 10; time++) {
            chain.lengthen(owner, NO_LEASE);
            record();
        }
        return null;
    }

    private Head sign() {
        return ChainFixture.signing(database, signatures, clock).signWhenDue().orElseThrow();
    }

    private Tip end() {
        return database.read(
                session -> session.createNativeQuery("select number, hash from audit_chain", Object[].class)
                        .getSingleResult()
                        .map(Tip::of));
    }

    private List<Long> numbers() {
        return database.read(session -> session.createNativeQuery(
                        "select number from audit_record where action = '" + action
                                + "' and number is not null order by number",
                        Long.class)
                .getResultList());
    }

    private Optional<Long> numberOf(long id) {
        return Optional.ofNullable(database.read(session -> session.createNativeQuery(
                        "select number from audit_record where number is not null and id = " + id, Long.class)
                .getSingleResultOrNull()));
    }

    private long insertUncommitted(Connection connection) throws SQLException {
        try (Statement insert = connection.createStatement();
                var rows = insert.executeQuery(
                        "insert into audit_record (at, request_id, phase, action, actor_kind, actor_id, partner_id)"
                                + " values (now(), gen_random_uuid(), 'begun', '" + action
                                + "', 'nobody', '', '') returning id")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** As somebody would who knows how hashes are made. */
    private void forge(Connection connection, long number) throws SQLException {
        long id = insertUncommitted(connection);
        Tip forged = new Tip(number - 1, end().hash())
                .next(row(connection, "r.id = " + id).getFirst());
        link(connection, id, forged);
    }

    private static void rehash(Connection connection, long from) throws SQLException {
        Tip end =
                row(connection, "r.number = " + (from - 1)).getFirst().chained().orElseThrow();
        for (ChainRow row : row(connection, "r.number >= " + from)) {
            end = end.next(row);
            link(connection, row.id(), end);
        }
        execute(
                connection,
                "update audit_chain set number = " + end.number() + ", hash = decode('" + end.hex() + "', 'hex')");
    }

    private static void link(Connection connection, long id, Tip tip) throws SQLException {
        execute(
                connection,
                "update audit_record set number = " + tip.number() + ", hash = decode('" + tip.hex()
                        + "', 'hex') where id = " + id);
    }

    private static List<ChainRow> row(Connection connection, String where) throws SQLException {
        List<ChainRow> found = new java.util.ArrayList<>();
        try (Statement select = connection.createStatement();
                var rows = select.executeQuery(
                        "select " + ChainRow.COLUMNS + " from audit_record r where " + where + " order by r.number")) {
            while (rows.next()) {
                Object[] columns = new Object[ChainRow.WIDTH];
                for (int place = 0; place < columns.length; place++) {
                    columns[place] = rows.getObject(place + 1);
                }
                found.add(ChainRow.of(columns));
            }
        }
        return found;
    }

    /** And nothing of it in the database tells. */
    private void cutBehind(long number) throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "delete from audit_record where number > " + number);
            execute(connection, "delete from audit_head where number > " + number);
            execute(
                    connection,
                    "update audit_chain c set number = r.number, hash = r.hash from audit_record r where r.number = "
                            + number);
            connection.commit();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect() throws SQLException {
        Connection connection =
                Jdbc.of(ConfigProvider.getConfig()).orElseThrow().connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static String said(ByteArrayOutputStream to) {
        return to.toString(UTF_8).strip();
    }

    private static PrintStream print(ByteArrayOutputStream into) {
        return new PrintStream(into, true, UTF_8);
    }
}
