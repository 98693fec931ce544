package dev.scanrelay.storage;

import dev.scanrelay.id.AccountId;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code store} is asked to do.
 *
 * @param account whose orders alone; none: all
 * @param leftFor how long ago what is removed was left; none: nothing is removed
 */
record Ask(Verb verb, Optional<AccountId> account, boolean digests, Optional<Duration> leftFor) {

    private static final String ACCOUNT = "--account";
    private static final String LEFT_FOR = "--left-for";
    private static final String REMOVE = "--remove";
    private static final String DIGESTS = "--digests";
    private static final Duration USUAL_WAIT = Duration.ofHours(1);

    enum Verb {
        MIGRATE("migrate"),
        VERIFY("verify"),
        REBUILD("rebuild-catalogue");

        private final String word;

        Verb(String word) {
            this.word = word;
        }

        static Optional<Verb> of(String word) {
            return List.of(values()).stream()
                    .filter(verb -> verb.word.equals(word))
                    .findFirst();
        }

        boolean hasOption(String option) {
            return option.equals(ACCOUNT) || (this == MIGRATE && option.equals(LEFT_FOR));
        }

        boolean hasFlag(String flag) {
            return (this == MIGRATE && flag.equals(REMOVE)) || (this == VERIFY && flag.equals(DIGESTS));
        }
    }

    /** Empty if it is not understood. */
    static Optional<Ask> read(List<String> written) {
        return written.isEmpty()
                ? Optional.empty()
                : Verb.of(written.getFirst()).flatMap(verb -> read(verb, written.subList(1, written.size())));
    }

    private static Optional<Ask> read(Verb verb, List<String> words) {
        Map<String, String> options = new HashMap<>();
        Set<String> flags = new HashSet<>();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            boolean option = verb.hasOption(word) && at + 1 < words.size();
            boolean first = option ? options.put(word, words.get(++at)) == null : verb.hasFlag(word) && flags.add(word);
            if (!first) {
                return Optional.empty();
            }
        }
        return options.containsKey(LEFT_FOR) && !flags.contains(REMOVE) ? Optional.empty() : of(verb, options, flags);
    }

    private static Optional<Ask> of(Verb verb, Map<String, String> options, Set<String> flags) {
        try {
            Duration leftFor = Optional.ofNullable(options.get(LEFT_FOR))
                    .map(Duration::parse)
                    .orElse(USUAL_WAIT);
            return Optional.of(new Ask(
                            verb,
                            Optional.ofNullable(options.get(ACCOUNT)).map(AccountId::new),
                            flags.contains(DIGESTS),
                            flags.contains(REMOVE) ? Optional.of(leftFor) : Optional.empty()))
                    .filter(ask -> !leftFor.isNegative());
        } catch (DateTimeParseException | IllegalArgumentException wrongForm) {
            return Optional.empty();
        }
    }
}
