package dev.scanrelay.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Hibernate keeps the plan of a native query under a key that, where a scalar's class is asked for, equals no other: no such plan is found
 * again, they push out those of others, and every search walks all of them. A {@code Tuple}'s or a row's is found.
 */
class NativeQueriesTest {

    private static final Pattern SCALAR = Pattern.compile(
            "createNativeQuery\\((?:(?!createNativeQuery|\\w\\.class|\\.setParameter).)*?,\\s*(?:Long|Integer|Short|String|UUID|Boolean|Instant|BigDecimal|byte\\[\\])\\.class\\)",
            Pattern.DOTALL);

    private static final Pattern LIST = Pattern.compile("\\bin \\(:(\\w+)\\)");

    @Test
    void noneAsksForAScalar() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();

            assertThat(sources).hasSizeGreaterThan(100).noneMatch(NativeQueriesTest::asksForAScalar);
        }
    }

    @Test
    void seesOne() {
        assertThat(SCALAR.matcher("session.createNativeQuery(\n  \"select 1\",\n  Long.class)")
                        .find())
                .isTrue();
        assertThat(SCALAR.matcher("session.createNativeQuery(SQL, Tuple.class).map(row -> row.get(0, Long.class))")
                        .find())
                .isFalse();
    }

    /**
     * A list is a statement of its own for each length, and a connection keeps some hundred plans. These are as long as the configuration, a key or
     * the keyset says.
     */
    @Test
    void noneIsAnotherForEachNumberOfIds() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .flatMap(file -> LIST.matcher(read(file)).results().map(list -> list.group(1)))
                            .distinct())
                    .containsExactlyInAnyOrder("accounts", "charts", "finals", "indexes", "kinds");
        }
    }

    private static boolean asksForAScalar(Path file) {
        return SCALAR.matcher(read(file)).find();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
