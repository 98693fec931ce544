package dev.scanrelay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AuditedNamesTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    @Test
    void areListedOnThePage() throws IOException {
        String page = Files.readString(Path.of("docs/audit.md"));
        SortedSet<String> listed =
                ROW.matcher(page).results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));

        SortedSet<String> expected = names();
        expected.add(Entry.REFUSED);
        assertThat(listed).isEqualTo(expected);
    }

    @Test
    void areANounAndAVerb() {
        assertThat(names()).allMatch(name -> name.matches("[a-z]+(-[a-z]+)*\\.[a-z]+"));
    }

    private static SortedSet<String> names() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.scanrelay").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Audited.class))
                        .map(AuditedNamesTest::name)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(JavaMethod method) {
        return method.getAnnotationOfType(Audited.class).value();
    }
}
