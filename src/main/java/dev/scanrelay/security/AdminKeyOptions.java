package dev.scanrelay.security;

import dev.scanrelay.id.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code admin-key} was asked for. */
record AdminKeyOptions(PartnerId partner, String name, Optional<Duration> life) {

    static final String USAGE = """
            admin-key create [--partner ID] [--name NAME] [--expires DAYSd]
              --partner   whose key (default: default)
              --name      to tell keys apart (default: admin)
              --expires   for how long, such as 90d (default: for ever)""";

    private static final Set<String> KNOWN = Set.of("--partner", "--name", "--expires");

    static Optional<AdminKeyOptions> parse(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("create")) {
            return Optional.empty();
        }
        return pairs(arguments.subList(1, arguments.size())).flatMap(AdminKeyOptions::of);
    }

    ApiKey key(KeyToken token, Instant now) {
        return new ApiKey(
                token.id(),
                partner,
                KeyHash.of(token),
                name,
                Set.of(Scopes.ADMIN),
                Optional.empty(),
                now.truncatedTo(ChronoUnit.MICROS),
                life.map(now.truncatedTo(ChronoUnit.MICROS)::plus),
                Optional.empty());
    }

    private static Optional<Map<String, String>> pairs(List<String> arguments) {
        Map<String, String> pairs = new HashMap<>();
        for (int at = 0; at < arguments.size(); at += 2) {
            boolean whole = at + 1 < arguments.size() && KNOWN.contains(arguments.get(at));
            if (!whole || pairs.put(arguments.get(at), arguments.get(at + 1)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(pairs);
    }

    private static Optional<AdminKeyOptions> of(Map<String, String> pairs) {
        try {
            return Optional.of(new AdminKeyOptions(
                    new PartnerId(pairs.getOrDefault("--partner", PartnerId.DEFAULT.value())),
                    pairs.getOrDefault("--name", "admin"),
                    Optional.ofNullable(pairs.get("--expires")).map(AdminKeyOptions::days)));
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    private static Duration days(String text) {
        if (!text.matches("[1-9][0-9]{0,4}d")) {
            throw new IllegalArgumentException("not a number of days");
        }
        return Duration.ofDays(Integer.parseInt(text.substring(0, text.length() - 1)));
    }
}
