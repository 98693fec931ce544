package dev.scanrelay.security;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of a command: {@code --name value}, each once at most. */
final class Options {

    private Options() {}

    /** Empty if one is unknown, repeated or without a value. */
    static Optional<Map<String, String>> read(List<String> arguments, Set<String> known) {
        Map<String, String> pairs = new HashMap<>();
        for (int at = 0; at < arguments.size(); at += 2) {
            boolean whole = at + 1 < arguments.size() && known.contains(arguments.get(at));
            if (!whole || pairs.put(arguments.get(at), arguments.get(at + 1)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(pairs);
    }
}
