package dev.scanrelay.itero;

import dev.scanrelay.itero.IteroException.Kind;
import dev.scanrelay.metric.Regions;
import dev.scanrelay.trace.Step;
import dev.scanrelay.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one place where a request leaves for Align and its answer is judged, timed and told of. */
final class Exchange {

    private static final Logger LOG = Logger.getLogger(Exchange.class);

    private final HttpClients http;
    private final int maxJson;
    private final MeterRegistry meters;
    private final Tracing tracing;
    private final Gate gate;
    private final Clock clock;

    Exchange(HttpClients http, int maxJson, MeterRegistry meters, Tracing tracing, Gate gate, Clock clock) {
        this.http = http;
        this.maxJson = maxJson;
        this.meters = meters;
        this.tracing = tracing;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * One call: which, where, and whose credentials its request carries.
     *
     * @param caller who has to pass the gate with it
     */
    record Call(Endpoint endpoint, String region, Credentials credentials, Optional<Caller> caller, Request request) {}

    <W, T> T json(Call call, Class<W> wire, Function<W, T> value) {
        return passed(call, () -> answer(call, wire, value));
    }

    void done(Call call) {
        passed(call, () -> {
            Departure departure = new Departure();
            try (Response response = asked(call, departure)) {
                requireSuccess(call, response);
                return response.code();
            } catch (IOException broken) {
                throw broken(call, departure.begun(), broken);
            }
        });
    }

    /** Headers are there, the body is still to come; the caller closes the answer. A redirect is an answer, too. */
    Open open(Call call) {
        return passed(call, () -> opened(call));
    }

    /** An answer, and the way to end it that any thread may take. */
    record Open(Response response, Runnable cancel) {}

    private Open opened(Call call) {
        okhttp3.Call wire = clientFor(call).newCall(call.request());
        try {
            Response response = wire.execute();
            return new Open(response.isRedirect() ? response : successOrClosed(call, response), wire::cancel);
        } catch (IOException broken) {
            throw broken(call, true, broken);
        }
    }

    private Response asked(Call call, Departure departure) throws IOException {
        return http.api().newCall(departure.on(call.request())).execute();
    }

    private OkHttpClient clientFor(Call call) {
        return call.credentials() == Credentials.NO_TOKEN_ON_LINK ? http.storage() : http.downloads();
    }

    private Response successOrClosed(Call call, Response response) {
        try {
            requireSuccess(call, response);
            return response;
        } catch (IteroException failure) {
            response.close();
            throw failure;
        }
    }

    private <W, T> T answer(Call call, Class<W> wire, Function<W, T> value) {
        Departure departure = new Departure();
        try (Response response = asked(call, departure)) {
            requireSuccess(call, response);
            return value.apply(Json.read(Bodies.read(response, maxJson), wire));
        } catch (IOException broken) {
            throw broken(call, departure.begun(), broken);
        } catch (IllegalArgumentException unreadable) {
            throw IteroException.malformed(call.endpoint());
        }
    }

    private void requireSuccess(Call call, Response response) {
        if (!response.isSuccessful()) {
            throw Answers.failure(call.endpoint(), call.credentials(), response, clock);
        }
    }

    private static IteroException broken(Call call, boolean left, IOException cause) {
        String code = cause instanceof InterruptedIOException ? "timeout" : "io";
        // OkHttp's protocol errors quote what they could not read.
        @Nullable IOException told = cause instanceof ProtocolException ? null : cause;
        return left
                ? new IteroException(call.endpoint(), Kind.TRANSIENT, 0, Optional.of(code), Optional.empty(), told)
                : IteroException.unsent(call.endpoint(), code, told);
    }

    /** What does not leave is not a call: it is counted at the gate. */
    private <T> T passed(Call call, Supplier<T> work) {
        return call.caller().isPresent() ? passed(call, call.caller().get(), work) : measured(call, work);
    }

    private <T> T passed(Call call, Caller caller, Supplier<T> work) {
        return switch (gate.enter(caller)) {
            case Gate.Entry.Refused no -> throw no.reason().failure(call.endpoint(), no.pause());
            case Gate.Entry.Admitted entry -> through(caller, entry, () -> measured(call, work));
        };
    }

    private <T> T through(Caller caller, Gate.Entry.Admitted entry, Supplier<T> work) {
        try {
            T result = work.get();
            gate.answered(caller, entry);
            return result;
        } catch (IteroException failure) {
            throw gate.failed(caller, entry, failure) ? failure.inOutage() : failure;
        }
    }

    private <T> T measured(Call call, Supplier<T> work) {
        long started = System.nanoTime();
        String outcome = "bug";
        Step step = tracing.calling("Align " + call.endpoint().wireName());
        try {
            T result = work.get();
            outcome = "ok";
            return result;
        } catch (IteroException failure) {
            outcome = failure.kind().name().toLowerCase(Locale.ROOT);
            step.failed(outcome);
            throw failure;
        } finally {
            step.close();
            tell(call, outcome, Duration.ofNanos(System.nanoTime() - started));
        }
    }

    private void tell(Call call, String outcome, Duration took) {
        String name = call.endpoint().wireName();
        String region = Regions.shown(call.region());
        meters.timer("scanrelay.itero.calls", "call", name, "region", region, "outcome", outcome)
                .record(took);
        LOG.debugf("Called Align call=%s region=%s outcome=%s durationMs=%d", name, region, outcome, took.toMillis());
    }
}
