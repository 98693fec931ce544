package dev.scanrelay.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Begins spans. All are ours: the platform's own would carry paths and links, which are secrets here. While tracing is off
 * ({@code quarkus.otel.sdk.disabled}) nothing is recorded, and a parent is passed on as it came.
 */
@Singleton
public class Tracing {

    private final Tracer tracer;

    public Tracing(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.scanrelay");
    }

    /** A request of a stranger: a new trace, whatever he says of his own. */
    public Step served(String route) {
        return begin(SpanKind.SERVER, route, Context.root());
    }

    /** A record that goes to a topic. */
    public Step sending(String topic, Optional<TraceParent> after) {
        return begin(SpanKind.PRODUCER, "send " + topic, context(after)).say("messaging.destination.name", topic);
    }

    /** A record that came from a topic. */
    public Step receiving(String topic, Optional<TraceParent> after) {
        return begin(SpanKind.CONSUMER, "process " + topic, context(after)).say("messaging.destination.name", topic);
    }

    /** A piece of work that goes on from there. */
    public Step working(String what, Optional<TraceParent> after) {
        return begin(SpanKind.INTERNAL, what, context(after));
    }

    /** A call to others as a part of the work that this thread runs; on its own it is not worth a trace. */
    public Step calling(String what) {
        return Span.current().getSpanContext().isValid()
                ? begin(SpanKind.CLIENT, what, Context.current())
                : new Step(Span.getInvalid());
    }

    private Step begin(SpanKind kind, String name, Context parent) {
        return new Step(
                tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan());
    }

    private static Context context(Optional<TraceParent> after) {
        return after.map(Tracing::spanOf).map(span -> Context.root().with(span)).orElseGet(Context::root);
    }

    private static Span spanOf(TraceParent parent) {
        return Span.wrap(SpanContext.createFromRemoteParent(
                parent.traceId(), parent.spanId(), TraceFlags.fromHex(parent.flags(), 0), TraceState.getDefault()));
    }
}
