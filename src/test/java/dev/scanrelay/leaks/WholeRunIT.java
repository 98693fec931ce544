package dev.scanrelay.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** After all tests of {@code ./mvnw verify}: nothing of what the sandbox handed out to the service shows in anything that it said. */
class WholeRunIT {

    @ParameterizedTest
    @EnumSource(names = "HANDED_OUT", mode = Mode.EXCLUDE)
    void saysNothingOfWhatItWasTold(Evidence place) throws IOException {
        List<String> handedOut = Files.readAllLines(Evidence.HANDED_OUT.file());
        assertThat(handedOut).hasSizeGreaterThan(100);
        LeakScan scan = LeakScan.of(handedOut);
        assertThat(place.file()).isNotEmptyFile();

        try (Stream<String> lines = Files.lines(place.file())) {
            List<String> leaks = lines.flatMap(line -> scan.in(line).map(leak -> leak + " in: " + line))
                    .limit(20)
                    .toList();
            assertThat(leaks).isEmpty();
        }
    }
}
