package dev.scanrelay.docs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What differs from one run to the next: ids, times, keys, addresses. */
public final class Volatile {

    private static final Pattern GUID =
            Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
    private static final Pattern TIME = Pattern.compile("\\b20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern KEY = Pattern.compile("\\bsr_[A-Za-z0-9]+_[A-Za-z0-9_-]+");
    private static final Pattern KEY_ID =
            Pattern.compile("(\"(?:id|keyId|actor)\" ?: ?\")(?!<)(?![0-9a-f]{8}-)[A-Za-z0-9_-]{6,32}\"");
    private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-f]{64}\\b");
    /** A picture shows the order's number, and its size goes by that. */
    private static final Pattern SIZE = Pattern.compile("(\"sizeBytes\" ?: ?)\\d+");

    private static final Pattern OPAQUE = Pattern.compile("(\"(?:etag|next|cursor)\" ?: ?\")(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern SECRET_LINK = Pattern.compile("(/pairing/)[A-Za-z0-9_.=-]{20,}");
    private static final Pattern SIGNED = Pattern.compile("\\?[^\" ]*X-Amz-[^\" ]+");
    private static final Pattern CALLBACK_KEY =
            Pattern.compile("(/webhooks/itero/|\"key\" ?: ?\")(?!sr_)[A-Za-z0-9_-]{20,}");
    private static final Pattern OAUTH = Pattern.compile("((?:state|code_challenge)=)[A-Za-z0-9_-]{20,}");
    private static final Pattern HOST_IN_QUERY = Pattern.compile("http%3A%2F%2F(?:127\\.0\\.0\\.1|localhost)%3A\\d+");
    private static final Pattern HOST = Pattern.compile("http://(?:127\\.0\\.0\\.1|localhost):\\d+");
    private static final Pattern ORDER_NUMBER = Pattern.compile("(?<![0-9A-Za-z.])\\d{8,9}(?![0-9A-Za-z])");

    private static final Instant EXAMPLE_NOW = Instant.parse("2026-03-02T09:15:00Z");

    private final Map<String, String> guids = new HashMap<>();
    private final Map<String, String> numbers = new HashMap<>();
    private final Instant now;

    /** @param now when the run began */
    public Volatile(Instant now) {
        this.now = now;
    }

    /** Two runs' texts are equal when they say the same. */
    public static String masked(String text) {
        String even = replace(text, DIGEST, match -> "<sha256>");
        even = replace(even, SIZE, match -> match.group(1) + "0");
        return common(even, guid -> "<guid>", number -> "<number>", time -> "<time>");
    }

    /** The text with values that are fit to be printed, the same ones for the same things. */
    public String printable(String text) {
        return common(
                text,
                guid -> guids.computeIfAbsent(guid, unseen -> example(guids.size())),
                number -> numbers.computeIfAbsent(number, unseen -> String.valueOf(123456001 + numbers.size())),
                this::shifted);
    }

    private static String common(
            String text,
            Function<String, String> guid,
            Function<String, String> number,
            Function<String, String> time) {
        String even = replace(text, KEY, match -> "sr_EXAMPLE_shown-once-and-never-again");
        even = replace(even, OPAQUE, match -> match.group(1) + "AAEC-opaque\"");
        even = replace(even, KEY_ID, match -> match.group(1) + "k7Qm2xV9\"");
        even = replace(even, SECRET_LINK, match -> match.group(1) + "AAEC-opaque");
        even = replace(even, SIGNED, match -> "?X-Amz-Signature=opaque");
        even = replace(even, CALLBACK_KEY, match -> match.group(1) + "AAEC-opaque");
        even = replace(even, OAUTH, match -> match.group(1) + "AAEC-opaque");
        even = replace(even, HOST_IN_QUERY, match -> "http%3A%2F%2Flocalhost%3A8080");
        even = replace(even, HOST, match -> "http://localhost:8080");
        even = replace(even, TIME, match -> time.apply(match.group()));
        even = replace(even, GUID, match -> guid.apply(match.group()));
        return replace(even, ORDER_NUMBER, match -> number.apply(match.group()));
    }

    private static String replace(String text, Pattern pattern, Function<MatchResult, String> other) {
        return pattern.matcher(text).replaceAll(match -> java.util.regex.Matcher.quoteReplacement(other.apply(match)));
    }

    private static String example(int number) {
        return UUID.nameUUIDFromBytes(("example " + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private String shifted(String time) {
        return EXAMPLE_NOW
                .plus(Duration.ofSeconds(
                        Duration.between(now, Instant.parse(time)).toSeconds()))
                .toString();
    }
}
