package dev.scanrelay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.audit.ChainRow.About;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The values were computed by another program from the description of the bytes: chains of older releases must verify for years. */
class CanonicalTest {

    private static final long MICROS = 1_767_225_600_000_001L;

    @Test
    void hashesAllFieldsAndSubjectsInAnyOrder() {
        List<About> subjects = List.of(new About("patient", "Ä-1", MICROS), new About("account", "104233", MICROS));

        assertThat(hash(row("ended", "key", "k1", "default", Optional.of("ok"), Optional.of(200), subjects)))
                .isEqualTo("d50228cbe49bbc8b02a864c7fdf41f638c7f768a5a712c0dda35cd8666076e48")
                .isEqualTo(hash(row(
                        "ended", "key", "k1", "default", Optional.of("ok"), Optional.of(200), subjects.reversed())));
    }

    @Test
    void tellsAbsentFromEmpty() {
        assertThat(hash(row("begun", "nobody", "", "", Optional.empty(), Optional.empty(), List.of())))
                .isEqualTo("534a9e3ec1ce3045fbe89adcc31a8bfde96328f9d3c85169f48c8a791fe456d8")
                .isNotEqualTo(hash(row("begun", "nobody", "", "", Optional.of(""), Optional.empty(), List.of())));
    }

    @Test
    void hashesHowManyRefusalsARecordSumsUp() {
        ChainRow sum = refusals(Optional.of(412L));

        assertThat(hash(sum))
                .isEqualTo("a45fa79665e17821f754fb53536893e0eda106bbffe8aa474c6c5c9b57cb6f39")
                .isNotEqualTo(hash(refusals(Optional.of(413L))))
                .isNotEqualTo(hash(refusals(Optional.empty())));
    }

    private static ChainRow refusals(Optional<Long> times) {
        return new ChainRow(
                42,
                MICROS,
                "6f1c0a52-0000-4000-8000-000000000001",
                "ended",
                "call.refuse",
                "key",
                "k1",
                "default",
                Optional.of("refused"),
                Optional.of(401),
                times,
                List.of(new About("key", "k1", MICROS)),
                Optional.empty());
    }

    private static String hash(ChainRow row) {
        return HexFormat.of().formatHex(Canonical.hash(row, 7, new byte[32]));
    }

    private static ChainRow row(
            String phase,
            String kind,
            String actor,
            String partner,
            Optional<String> result,
            Optional<Integer> status,
            List<About> subjects) {
        return new ChainRow(
                42,
                MICROS,
                "6f1c0a52-0000-4000-8000-000000000001",
                phase,
                "order.read",
                kind,
                actor,
                partner,
                result,
                status,
                Optional.empty(),
                subjects,
                Optional.empty());
    }
}
