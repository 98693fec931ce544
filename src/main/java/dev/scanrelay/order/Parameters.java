package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The parameters of a request's query. Every one that is unknown, repeated or of the wrong form is refused by its name: a filter
 * that is silently ignored would show more than was asked for.
 */
record Parameters(Map<String, ? extends List<String>> given) {

    private static final int LONGEST = 200;
    static final int LONGEST_CURSOR = 3000;
    private static final int MOST_VALUES = 50;
    private static final List<String> ONLY_OF_STORED =
            List.of("status", "state", "rxId", "reference", "failure", "notifiedSince", "changedSince");
    private static final Pattern FAILURE = Pattern.compile("[a-z][a-z_]{0,39}");
    static final String FAILURE_RULE = "has to be a class of failures: one word in small letters";

    /** Refuses what is none of these. */
    Parameters only(Set<String> known) {
        for (String name : given.keySet()) {
            if (name.equals("chartNumber")) {
                throw Problems.invalid("chartNumber is never sent in a URL. Use POST /api/v1/orders/search.");
            }
            if (!known.contains(name)) {
                throw Problems.invalid("There is a parameter that is not known here. Known are "
                        + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        }
        return this;
    }

    /** Whether what the vendor has now is asked for, and not what is stored. */
    boolean asksTheVendor() {
        return one("source", ListSource.RULE, ListSource::of).orElse(ListSource.STORED) == ListSource.ALIGN;
    }

    LiveQuery liveQuery(PartnerId partner) {
        for (String stored : ONLY_OF_STORED) {
            if (given.containsKey(stored)) {
                throw Problems.invalid(
                        stored + " can't be combined with source=align: the vendor does not filter by it.");
            }
        }
        only(Set.of("source", "account", "from", "to", "limit", "cursor"));
        LiveQuery query = new LiveQuery(
                partner,
                account().orElseThrow(() -> Problems.invalid("account is needed with source=align.")),
                Optional.of(time("from").orElseThrow(() -> Problems.invalid("from is needed with source=align."))),
                time("to"),
                Optional.empty(),
                text("cursor", LONGEST_CURSOR),
                limit());
        if (query.to().filter(to -> !query.from().orElseThrow().isBefore(to)).isPresent()) {
            throw Problems.invalid("to has to be later than from.");
        }
        return query;
    }

    OrderQuery orderQuery() {
        only(Set.of(
                "source",
                "account",
                "from",
                "to",
                "status",
                "state",
                "rxId",
                "reference",
                "failure",
                "notifiedSince",
                "changedSince",
                "limit",
                "cursor"));
        Optional<Cursor> cursor = one("cursor", "has to be the next of an earlier answer", Cursor::decode);
        Optional<Instant> since = time("changedSince");
        if (since.isPresent()
                && cursor.filter(at -> at.order() == Cursor.Order.NEWEST).isPresent()) {
            throw Problems.invalid("cursor belongs to a list without changedSince.");
        }
        Optional<OrderState> state = one(
                "state", "has to be requested, waiting, ready, parked, withdrawn, erased or expired", OrderState::of);
        return new OrderQuery(
                account(),
                time("from"),
                time("to"),
                text("status"),
                state,
                one("rxId", "has to be a GUID", written -> Optional.of(new RxId(written))),
                text("reference"),
                Optional.empty(),
                ofThoseThatNeedHelp("failure", state, one("failure", FAILURE_RULE, Parameters::readFailure)),
                ofThoseThatNeedHelp("notifiedSince", state, time("notifiedSince")),
                since,
                cursor,
                limit());
    }

    /** No index has it: it is looked for among the few that wait or are parked, never among all that are stored. */
    private static <T> Optional<T> ofThoseThatNeedHelp(String name, Optional<OrderState> state, Optional<T> filter) {
        if (filter.isPresent()
                && state.filter(is -> is == OrderState.PARKED || is == OrderState.WAITING)
                        .isEmpty()) {
            throw Problems.invalid(name + " needs state=parked or state=waiting."
                    + " For other states use POST /api/v1/orders/redrive/preview.");
        }
        return filter;
    }

    static Optional<String> readFailure(String written) {
        return Optional.of(written).filter(FAILURE.asMatchPredicate());
    }

    Optional<AccountId> account() {
        return one("account", "has to be an account number", written -> Optional.of(new AccountId(written)));
    }

    Optional<Integer> number(String name) {
        return one(name, "has to be a number from 1", Parameters::readNumber);
    }

    private static Optional<Integer> readNumber(String written) {
        return Optional.of(Integer.parseInt(written)).filter(number -> number > 0);
    }

    /** Every value of a parameter that may be repeated. */
    <T> List<T> all(String name, String rule, Function<String, Optional<T>> reading) {
        List<String> values = given.containsKey(name) ? given.get(name) : List.of();
        if (values.size() > MOST_VALUES) {
            throw Problems.invalid(name + " is given too often.");
        }
        return values.stream()
                .map(written -> read(name, rule, written, reading))
                .toList();
    }

    private int limit() {
        return one("limit", "has to be a number from 1 to " + OrderQuery.LARGEST_LIMIT, Parameters::readLimit)
                .orElse(OrderQuery.USUAL_LIMIT);
    }

    static Optional<Integer> readLimit(String written) {
        int limit = Integer.parseInt(written);
        return limit >= 1 && limit <= OrderQuery.LARGEST_LIMIT ? Optional.of(limit) : Optional.empty();
    }

    private Optional<Instant> time(String name) {
        return one(name, TimeText.RULE, TimeText::read);
    }

    private Optional<String> text(String name) {
        return text(name, LONGEST);
    }

    private Optional<String> text(String name, int longest) {
        return one(
                name,
                "has to be 1 to " + longest + " characters, none of them a control character",
                written -> readText(written, longest));
    }

    static Optional<String> readText(String written) {
        return readText(written, LONGEST);
    }

    static Optional<String> readText(String written, int longest) {
        boolean clean = written.codePoints().noneMatch(Character::isISOControl);
        return Optional.of(written).filter(text -> clean && !text.isBlank() && text.length() <= longest);
    }

    private <T> Optional<T> one(String name, String rule, Function<String, Optional<T>> reading) {
        List<String> values = given.containsKey(name) ? given.get(name) : List.of();
        if (values.size() > 1) {
            throw Problems.invalid(name + " is given more than once.");
        }
        return values.stream().findFirst().map(written -> read(name, rule, written, reading));
    }

    private static <T> T read(String name, String rule, String written, Function<String, Optional<T>> reading) {
        try {
            return reading.apply(written).orElseThrow(() -> refused(name, rule));
        } catch (IllegalArgumentException | DateTimeException wrongForm) {
            throw refused(name, rule);
        }
    }

    private static HttpProblem refused(String name, String rule) {
        return Problems.invalid(name + " " + rule + ".");
    }

    /** An id in a path. */
    static UUID id(String name, String written) {
        return read(
                name,
                "has to be a UUID",
                written,
                text -> text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty());
    }

    static int number(String name, String written) {
        return read(name, "has to be a number from 1", written, Parameters::readNumber);
    }

    static RxId rxId(String written) {
        return read("rxId", "has to be a GUID", written, text -> Optional.of(new RxId(text)));
    }
}
