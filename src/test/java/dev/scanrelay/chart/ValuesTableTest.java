package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each value says what it is, and the table in the chart's README says the same. After a change
 * {@code ./mvnw test -Dtest=ValuesTableTest -Dsnapshots.write} writes the table anew.
 */
class ValuesTableTest {

    private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
    private static final Path PAGE = Chart.FOLDER.resolve("README.md");
    private static final Pattern TABLE =
            Pattern.compile("(<!-- values:[^\n]*-->\n).*?(<!-- /values -->)", Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("^( *)([A-Za-z0-9_]+):(?: +(.*))?$");
    private static final String SAYS = "# -- ";

    @Test
    void theTableIsTheOneOfTheValues() throws IOException {
        String page = Files.readString(PAGE);
        String now = TABLE.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(table()) + "$2");
        if (System.getProperty("snapshots.write") != null) {
            Files.writeString(PAGE, now);
        }
        assertThat(PAGE).as("write it with -Dsnapshots.write").hasContent(now);
    }

    @Test
    void everyValueSaysWhatItIs() throws IOException {
        assertThat(leaves()).filteredOn(leaf -> leaf.says().isEmpty()).isEmpty();
    }

    private static String table() throws IOException {
        return "\n| value | default | |\n|---|---|---|\n"
                + leaves().stream()
                        .map(leaf -> "| `" + leaf.path() + "` | " + leaf.shown() + " | " + leaf.says() + " |\n")
                        .collect(Collectors.joining())
                + "\n";
    }

    private record Leaf(String path, String value, String says) {

        String shown() {
            return value.isEmpty() || value.equals("\"\"") ? "" : "`" + value + "`";
        }
    }

    private record Step(int indent, String name) {}

    /** A value that is described is a leaf, whatever is beneath it. */
    private static List<Leaf> leaves() throws IOException {
        List<Leaf> leaves = new ArrayList<>();
        Deque<Step> path = new ArrayDeque<>();
        String says = "";
        int beneath = Integer.MAX_VALUE;
        for (String line : Files.readAllLines(VALUES)) {
            Matcher key = LINE.matcher(line);
            if (line.strip().startsWith(SAYS)) {
                says = line.strip().substring(SAYS.length());
            } else if (key.matches() && key.group(1).length() <= beneath) {
                int indent = key.group(1).length();
                while (!path.isEmpty()
                        && Objects.requireNonNull(path.peekLast()).indent() >= indent) {
                    path.removeLast();
                }
                path.addLast(new Step(indent, key.group(2)));
                String value = key.group(3) == null ? "" : key.group(3);
                boolean leaf = !value.isEmpty() || !says.isEmpty();
                if (leaf) {
                    leaves.add(new Leaf(path.stream().map(Step::name).collect(Collectors.joining(".")), value, says));
                }
                beneath = leaf ? indent : Integer.MAX_VALUE;
                says = "";
            }
        }
        return leaves;
    }
}
