package dev.scanrelay.local.sandbox.fault;

import dev.scanrelay.local.sandbox.http.Answer;
import dev.scanrelay.local.sandbox.http.Delivery;
import dev.scanrelay.local.sandbox.http.Filter;
import dev.scanrelay.local.sandbox.http.Handler;
import dev.scanrelay.local.sandbox.http.Pause;
import dev.scanrelay.local.sandbox.http.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/** Puts the switched faults around the partner's calls: before they are done, and on the way of their files. */
public final class FaultyCalls implements Filter {

    private static final Duration SILENCE = Duration.ofMinutes(30);

    private final Faults faults;
    private final BiFunction<String, Request, Target> targets;
    private final Pause pause;

    public FaultyCalls(Faults faults, BiFunction<String, Request, Target> targets, Pause pause) {
        this.faults = faults;
        this.targets = targets;
        this.pause = pause;
    }

    @Override
    public Answer around(String call, Request request, Handler next) {
        if (call.startsWith("sandbox.")) {
            return next.handle(request);
        }
        var target = targets.apply(call, request);
        faults.take(FaultKind.LATENCY, target).ifPresent(fault -> pause.lasting(wait(fault)));
        return instead(target).orElseGet(() -> afterwards(target, next.handle(request)));
    }

    private static Duration wait(Fault fault) {
        return Duration.ofMillis(fault.millis().orElse(1000L));
    }

    private Optional<Answer> instead(Target target) {
        if (faults.hits(FaultKind.NO_ANSWER, target)) {
            pause.lasting(SILENCE);
            return Optional.of(lost());
        }
        if (faults.hits(FaultKind.UNAUTHORISED, target)) {
            return Optional.of(Answer.problem(401, "invalid_token", "the token is not valid"));
        }
        return rateLimited(target).or(() -> broken(target));
    }

    private Optional<Answer> rateLimited(Target target) {
        return faults.take(FaultKind.RATE_LIMIT, target)
                .map(fault -> Answer.problem(429, "too_many_requests", "slow down")
                        .with(
                                "Retry-After",
                                Integer.toString(fault.retryAfterSeconds().orElse(1))));
    }

    private Optional<Answer> broken(Target target) {
        return faults.take(FaultKind.SERVER_ERROR, target)
                .map(fault -> Answer.problem(fault.status().orElse(503), "server_error", "try again later"));
    }

    private Answer afterwards(Target target, Answer answer) {
        if (faults.hits(FaultKind.ANSWER_LOST, target)) {
            return lost();
        }
        boolean isFile = answer.headers().containsKey("ETag") && answer.body().length() > 0;
        return isFile ? disturbed(target, answer) : answer;
    }

    private Answer disturbed(Target target, Answer answer) {
        if (faults.hits(FaultKind.HTML_INSTEAD, target)) {
            return Answer.html("<html><body><h1>Service temporarily unavailable</h1></body></html>");
        }
        var delivery = answer.delivery();
        for (FaultKind kind : FaultKind.values()) {
            if (kind.isOfDelivery()) {
                var before = delivery;
                delivery = faults.take(kind, target)
                        .map(fault -> disturbed(before, fault, answer.body().length()))
                        .orElse(before);
            }
        }
        return answer.with(delivery);
    }

    private static Delivery disturbed(Delivery delivery, Fault fault, long length) {
        long bytes = fault.bytes().orElse(length / 2);
        return switch (fault.kind()) {
            case DROP -> delivery.droppedAt(bytes);
            case STALL -> delivery.stalledAt(bytes);
            case DRIP -> delivery.dripping(fault.bytesPerSecond().orElse(1024L));
            case WRONG_LENGTH -> delivery.overstatedBy(fault.bytes().orElse(100L));
            case CHUNKED -> delivery.inChunks();
            case TRUNCATED_CHUNKS -> delivery.inChunks().droppedAt(bytes);
            default -> delivery;
        };
    }

    /** Nothing is sent, not even a status line. */
    private static Answer lost() {
        return Answer.of(200).with(Delivery.PLAIN.silent());
    }
}
