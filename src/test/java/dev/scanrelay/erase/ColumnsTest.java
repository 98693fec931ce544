package dev.scanrelay.erase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever adds a column says whether it may tell something of a patient, and what an erasure does to it. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class ColumnsTest {

    private static final Path PAGE = Path.of("docs", "privacy.md");
    private static final Path OTHERS = Path.of("src", "test", "resources", "privacy", "other-columns.txt");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z_]+\\.[a-z_0-9]+)` \\|", Pattern.MULTILINE);

    @Inject
    Database database;

    @Test
    void eachIsInThePageOrAmongThoseThatTellNothing() throws IOException {
        Set<String> told = new TreeSet<>(ofPatients());
        told.addAll(others());

        assertThat(columns())
                .as(
                        "say in docs/privacy.md what the column holds of a patient and what an erasure does to it (and have ErasureSql"
                                + " do it), or name it in %s",
                        OTHERS)
                .containsExactlyInAnyOrderElementsOf(told);
    }

    @Test
    void noneIsBoth() throws IOException {
        assertThat(others()).doesNotContainAnyElementsOf(ofPatients());
    }

    private List<String> columns() {
        return database.read(session -> session.createNativeQuery("""
                        select c.table_name || '.' || c.column_name, 1
                          from information_schema.columns c join information_schema.tables t
                            on t.table_schema = c.table_schema and t.table_name = c.table_name
                         where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
                           and c.table_name <> 'flyway_schema_history' and c.table_name not like 'saved\\_%'""", Object[].class)
                .getResultList()
                .map(rows -> rows.stream().map(row -> (String) row[0]).toList()));
    }

    private static Set<String> ofPatients() throws IOException {
        Matcher row = ROW.matcher(Files.readString(PAGE));
        return new TreeSet<>(row.results().map(found -> found.group(1)).toList());
    }

    private static Set<String> others() throws IOException {
        return new TreeSet<>(Files.readAllLines(OTHERS).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .flatMap(ColumnsTest::columnsOf)
                .toList());
    }

    private static Stream<String> columnsOf(String line) {
        String[] table = line.split(": ", 2);
        return Stream.of(table[1].split(" ")).map(column -> table[0] + "." + column);
    }
}
