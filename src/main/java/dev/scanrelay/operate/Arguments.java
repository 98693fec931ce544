package dev.scanrelay.operate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command's words: what it is about, options {@code --name value}, and flags {@code --name}; each option and flag once at most. */
record Arguments(List<String> plain, Map<String, String> options, Set<String> flags) {

    /** Empty if one is unknown, repeated or without a value. */
    static Optional<Arguments> read(List<String> written, Set<String> knownOptions, Set<String> knownFlags) {
        List<String> plain = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        Set<String> flags = new HashSet<>();
        for (int at = 0; at < written.size(); at++) {
            String word = written.get(at);
            if (!word.startsWith("-")) {
                plain.add(word);
            } else if (knownFlags.contains(word)) {
                if (!flags.add(word)) {
                    return Optional.empty();
                }
            } else if (knownOptions.contains(word) && at + 1 < written.size()) {
                at++;
                if (options.put(word, written.get(at)) != null) {
                    return Optional.empty();
                }
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Arguments(List.copyOf(plain), Map.copyOf(options), Set.copyOf(flags)));
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** The word after the command's verb, and none beside it. */
    Optional<String> only(int words) {
        return plain.size() == words ? Optional.of(plain.getLast()) : Optional.empty();
    }
}
