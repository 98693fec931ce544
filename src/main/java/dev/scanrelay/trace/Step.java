package dev.scanrelay.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import java.util.function.Supplier;

/** A span under way. Any thread may end it. */
public final class Step implements AutoCloseable {

    private final Span span;

    Step(Span span) {
        this.span = span;
    }

    /** Says more of it: an id, a number or one of a few words; never a name, a token or a link. */
    public Step say(String key, String value) {
        span.setAttribute(key, value);
        return this;
    }

    public Step say(String key, long value) {
        span.setAttribute(key, value);
        return this;
    }

    /** It did not come off; the cause is one of a few words. */
    public void failed(String cause) {
        span.setStatus(StatusCode.ERROR, cause);
    }

    /** For what goes on from here; nothing while tracing is off. */
    public Optional<TraceParent> here() {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? Optional.of(new TraceParent("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()))
                : Optional.empty();
    }

    /** Calls that the work makes in this thread become parts of this span, and what it logs names it. */
    public <T> T within(Supplier<T> work) {
        // The scope takes the ids out of the log when it ends; what was named around it is put back after that.
        try (LogIds named = LogIds.of(span.getSpanContext());
                Scope current = span.makeCurrent()) {
            return work.get();
        }
    }

    /** What the work logs in this thread names this span. */
    public void telling(Runnable work) {
        try (LogIds named = LogIds.of(span.getSpanContext())) {
            work.run();
        }
    }

    @Override
    public void close() {
        span.end();
    }
}
