package dev.scanrelay.trace;

import io.opentelemetry.api.trace.SpanContext;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** The ids that a line of the log has while a span is worked on: {@code traceId} and {@code spanId}, and none where nothing is traced. */
final class LogIds implements AutoCloseable {

    private static final String TRACE = "traceId";
    private static final String SPAN = "spanId";

    private final @Nullable Object outerTrace = MDC.get(TRACE);
    private final @Nullable Object outerSpan = MDC.get(SPAN);

    private LogIds() {}

    static LogIds of(SpanContext span) {
        LogIds ids = new LogIds();
        if (span.isValid()) {
            MDC.put(TRACE, span.getTraceId());
            MDC.put(SPAN, span.getSpanId());
        }
        return ids;
    }

    @Override
    public void close() {
        restore(TRACE, outerTrace);
        restore(SPAN, outerSpan);
    }

    private static void restore(String key, @Nullable Object outer) {
        if (outer == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, outer);
        }
    }
}
