package dev.scanrelay.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * From the baseline on, processes of the version before run beside those of the next on one schema: a migration only adds. What takes away
 * or renames comes a release later, when nothing uses it any more, and is then named here with its reason.
 */
class MigrationRulesTest {

    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");

    /** The last migration of the time before the first release, when nobody had a schema to keep. */
    private static final int BASELINE = 49;

    private static final Map<String, String> ALLOWED =
            Map.of("V56__outbox_hot.sql", "drops indexes that the version before can do without, if more slowly");

    private static final Map<String, Pattern> FORBIDDEN = Map.of(
            "drops or renames what the version before uses",
                    rule("\\b(drop\\s+(table|column|index|view|type)|rename\\s+(to|column|constraint))\\b"),
            "makes a column obligatory that the version before leaves out", rule("\\bset\\s+not\\s+null\\b"),
            "adds an obligatory column without a default",
                    rule(
                            "\\badd\\s+column\\s+(?:if\\s+not\\s+exists\\s+)?(?![^,;]*\\bdefault\\b)[^,;]*\\bnot\\s+null\\b"),
            "changes the type of a column, which rewrites the table",
                    rule("\\balter\\s+column\\s+\\w+\\s+(set\\s+data\\s+)?type\\b"),
            "adds a rule that is checked for every row under a lock; say not valid, and validate it later",
                    rule("\\badd\\s+(constraint\\s+\\w+\\s+)?(check|foreign\\s+key)\\b(?![^;]*\\bnot\\s+valid\\b)"),
            "builds an index of a table that is there while writers wait; say concurrently, in a migration of its own",
                    rule("\\bcreate\\s+(unique\\s+)?index\\s+(?!concurrently)"));

    private static Pattern rule(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    }

    @Test
    void onlyAddAfterTheBaseline() throws IOException {
        List<String> broken = migrations()
                .filter(migration -> number(migration) > BASELINE)
                .filter(migration -> !ALLOWED.containsKey(name(migration)))
                .flatMap(migration -> violations(name(migration), read(migration)).stream())
                .toList();

        assertThat(broken).isEmpty();
    }

    @Test
    void theRulesFindWhatTheyForbid() {
        assertThat(violations("x", "alter table a drop column b;"))
                .singleElement()
                .asString()
                .contains("drops or renames");
        assertThat(violations("x", "alter table a rename column b to c;")).hasSize(1);
        assertThat(violations("x", "alter table a alter column b set not null;"))
                .hasSize(1);
        assertThat(violations("x", "alter table a add column b text not null, add column c int default 0;"))
                .hasSize(1);
        assertThat(violations("x", "alter table a alter column b type bigint;")).hasSize(1);
        assertThat(violations("x", "alter table a add constraint c check (b > 0);"))
                .hasSize(1);
        assertThat(violations("x", "create index i on a (b);")).hasSize(1);
    }

    @Test
    void theRulesLeaveAloneWhatIsSafe() {
        assertThat(violations("x", """
                -- drop table a; alter column b set not null
                create table fresh (id uuid primary key, b text not null check (b <> ''));
                create index fresh_b on fresh (b);
                alter table a add column b text, add column c int not null default 0;
                alter table a add constraint c check (b <> '') not valid;
                create index concurrently i on a (b);
                """)).isEmpty();
    }

    @Test
    void everyExceptionIsAMigrationThatIsThere() throws IOException {
        Set<String> there =
                Set.copyOf(migrations().map(MigrationRulesTest::name).toList());

        assertThat(there).containsAll(ALLOWED.keySet());
    }

    private static List<String> violations(String name, String sql) {
        String plain = sql.replaceAll("--[^\\n]*", "");
        return FORBIDDEN.entrySet().stream()
                .filter(rule -> found(rule.getValue().matcher(plain), plain))
                .map(rule -> name + " " + rule.getKey())
                .toList();
    }

    /** Indexes of a table that the same migration makes hold nobody up. */
    private static boolean found(Matcher matcher, String sql) {
        while (matcher.find()) {
            Matcher table = rule("^create\\s+(?:unique\\s+)?index\\s+\\w+\\s+on\\s+(\\w+)")
                    .matcher(sql.substring(matcher.start()));
            boolean fresh = table.find()
                    && rule("\\bcreate\\s+table\\s+" + table.group(1) + "\\b")
                            .matcher(sql)
                            .find();
            if (!fresh) {
                return true;
            }
        }
        return false;
    }

    private static Stream<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files
                    .filter(file -> name(file).endsWith(".sql"))
                    .sorted(Comparator.comparingInt(MigrationRulesTest::number))
                    .toList()
                    .stream();
        }
    }

    private static int number(Path migration) {
        return Integer.parseInt(name(migration).substring(1, name(migration).indexOf("__")));
    }

    private static String name(Path migration) {
        return migration.getFileName().toString();
    }

    private static String read(Path migration) {
        try {
            return Files.readString(migration);
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }
}
