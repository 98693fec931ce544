package dev.scanrelay.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.order.Requested.Outside;
import dev.scanrelay.order.Requested.Part;
import dev.scanrelay.order.Requested.Whole;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RangesTest {

    private static final String TAG = "\"abc\"";

    @ParameterizedTest
    @MethodSource("ranges")
    void readsARange(String header, long size, Requested expected) {
        assertThat(Ranges.of(Optional.of(header), Optional.empty(), TAG, size)).isEqualTo(expected);
    }

    static Stream<Arguments> ranges() {
        return Stream.of(
                Arguments.of("bytes=0-0", 10, new Part(0, 0)),
                Arguments.of("bytes=0-9", 10, new Part(0, 9)),
                Arguments.of("bytes=3-", 10, new Part(3, 9)),
                Arguments.of("bytes=3-99", 10, new Part(3, 9)),
                Arguments.of("bytes=-3", 10, new Part(7, 9)),
                Arguments.of("bytes=-99", 10, new Part(0, 9)),
                Arguments.of("BYTES=1-2", 10, new Part(1, 2)),
                Arguments.of("bytes= 1-2 ", 10, new Part(1, 2)),
                Arguments.of("bytes=0-99999999999999999999999999", 10, new Part(0, 9)),
                Arguments.of("bytes=0000000000000000000000000001-2", 10, new Part(1, 2)),
                Arguments.of("bytes=10-", 10, new Outside()),
                Arguments.of("bytes=10-20", 10, new Outside()),
                Arguments.of("bytes=99999999999999999999999999-", 10, new Outside()),
                Arguments.of("bytes=-0", 10, new Outside()),
                Arguments.of("bytes=0-", 0, new Outside()),
                Arguments.of("bytes=-1", 0, new Outside()),
                Arguments.of("bytes=5-3", 10, new Whole()),
                Arguments.of("bytes=0-1,3-4", 10, new Whole()),
                Arguments.of("bytes=", 10, new Whole()),
                Arguments.of("bytes=-", 10, new Whole()),
                Arguments.of("bytes=a-b", 10, new Whole()),
                Arguments.of("bytes=--1", 10, new Whole()),
                Arguments.of("bytes=1--", 10, new Whole()),
                Arguments.of("items=0-1", 10, new Whole()),
                Arguments.of("", 10, new Whole()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {"\"abc\" | true", "\"abd\" | false", "W/\"abc\" | false", "Tue, 15 Nov 1994 12:45:26 GMT | false"})
    void countsARangeOnlyForTheSameFile(String ifRange, boolean counts) {
        assertThat(Ranges.of(Optional.of("bytes=0-0"), Optional.of(ifRange), TAG, 10))
                .isEqualTo(counts ? new Part(0, 0) : new Whole());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"abc\" | true",
                "W/\"abc\" | true",
                "\"x\", \"abc\" | true",
                "* | true",
                "\"x\" | false",
                "abc | false",
                "\"ab | false"
            })
    void knowsWhatTheCallerHas(String header, boolean held) {
        assertThat(EntityTags.hold(Optional.of(header), TAG)).isEqualTo(held);
    }
}
