package dev.scanrelay.live;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.order.LiveQuery;
import dev.scanrelay.order.TimeText;
import dev.scanrelay.problem.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to import: orders by their RXs, or all of a period. */
@Schema(description = "What to import: either rxIds, or from, and to if wanted.")
record ImportAsk(
        @Schema(
                description = "1 to 500 GUIDs, in any spelling.",
                examples = "[\"5b0c6d3e-1f2a-4b5c-8d7e-9f0a1b2c3d4e\"]")
        Optional<List<String>> rxIds,

        @Schema(
                description = "The period's start. Whether it means scanned or changed is Align's to say.",
                examples = "2023-01-01")
        Optional<String> from,

        @Schema(description = "The period's end; none: up to now.", examples = "2024-01-01")
        Optional<String> to,

        @Schema(description = "The next of the answer before, with the same period.")
        Optional<String> cursor) {

    static final int MOST_RXS = 500;
    private static final int LONGEST_CURSOR = 3000;
    private static final int PAGE = 100;

    /** What it says, once it makes sense. */
    sealed interface Meant {
        record Rxs(List<RxId> rxIds) implements Meant {}

        record Period(LiveQuery query) implements Meant {}
    }

    Meant meant(PartnerId partner, AccountId account) {
        if (rxIds.isPresent()) {
            if (from.isPresent() || to.isPresent() || cursor.isPresent()) {
                throw Problems.invalid("rxIds can't be combined with from, to and cursor.");
            }
            return new Meant.Rxs(rxs(rxIds.get()));
        }
        return new Meant.Period(period(partner, account));
    }

    private static List<RxId> rxs(List<String> written) {
        if (written.isEmpty() || written.size() > MOST_RXS) {
            throw notRxs();
        }
        try {
            return written.stream().map(RxId::new).distinct().toList();
        } catch (IllegalArgumentException | NullPointerException notAGuid) {
            throw notRxs();
        }
    }

    private static RuntimeException notRxs() {
        return Problems.invalid("rxIds has to be a list of 1 to " + MOST_RXS + " GUIDs.");
    }

    private LiveQuery period(PartnerId partner, AccountId account) {
        Instant first = from.map(written -> time("from", written))
                .orElseThrow(() -> Problems.invalid("rxIds or from is needed: say what to import."));
        Optional<Instant> end = to.map(written -> time("to", written));
        if (end.filter(it -> !first.isBefore(it)).isPresent()) {
            throw Problems.invalid("to has to be later than from.");
        }
        if (cursor.filter(it -> it.length() > LONGEST_CURSOR).isPresent()) {
            throw Problems.invalid("cursor has to be the next of an earlier answer.");
        }
        return new LiveQuery(partner, account, Optional.of(first), end, Optional.empty(), cursor, PAGE);
    }

    private static Instant time(String name, String written) {
        return TimeText.read(written).orElseThrow(() -> Problems.invalid(name + " " + TimeText.RULE + "."));
    }
}
