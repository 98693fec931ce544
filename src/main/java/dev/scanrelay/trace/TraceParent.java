package dev.scanrelay.trace;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a trace stands: what goes on from here in another process or at another time names it as its parent.
 *
 * @param value as in the header {@code traceparent} of W3C Trace Context
 */
public record TraceParent(String value) {

    /** The name of the record header that carries it. */
    public static final String HEADER = "traceparent";

    private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    public TraceParent {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a traceparent");
        }
    }

    /** Of a header or a column; what is none, or of a version to come, is as good as nothing. */
    public static Optional<TraceParent> read(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(given -> FORM.matcher(given).matches())
                .map(TraceParent::new);
    }

    String traceId() {
        return value.substring(3, 35);
    }

    String spanId() {
        return value.substring(36, 52);
    }

    String flags() {
        return value.substring(53);
    }
}
