package dev.scanrelay.security;

import dev.scanrelay.id.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code admin-key} was asked for. */
record AdminKeyOptions(PartnerId partner, String name, String owner, Optional<Duration> life) {

    static final String USAGE = """
            admin-key create [--partner ID] [--name NAME] [--owner WHO] [--expires DAYSd]
              --partner   whose key (default: default)
              --name      to tell keys apart (default: admin)
              --owner     the person or system that answers for it (default: operator)
              --expires   for how long, such as 90d (default: for ever)""";

    private static final Set<String> KNOWN = Set.of("--partner", "--name", "--owner", "--expires");

    static Optional<AdminKeyOptions> parse(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("create")) {
            return Optional.empty();
        }
        return Options.read(arguments.subList(1, arguments.size()), KNOWN).flatMap(AdminKeyOptions::of);
    }

    ApiKey key(KeyToken token, Instant now) {
        Instant made = now.truncatedTo(ChronoUnit.MICROS);
        return new ApiKey(
                token.id(),
                partner,
                KeyHash.of(token),
                name,
                owner,
                Set.of(Scopes.ADMIN),
                Optional.empty(),
                Optional.empty(),
                ApiKey.Life.from(made, life.map(made::plus)));
    }

    private static Optional<AdminKeyOptions> of(Map<String, String> pairs) {
        try {
            return Optional.of(new AdminKeyOptions(
                    new PartnerId(pairs.getOrDefault("--partner", PartnerId.DEFAULT.value())),
                    pairs.getOrDefault("--name", "admin"),
                    pairs.getOrDefault("--owner", "operator"),
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
