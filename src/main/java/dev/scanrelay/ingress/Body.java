package dev.scanrelay.ingress;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** Collects the body of a request up to a limit of size and time, whether its length was declared or not. */
final class Body {

    private final HttpServerRequest request;
    private final int limit;
    private final Duration timeout;
    private final Buffer collected = Buffer.buffer();
    private Runnable end = () -> {};
    private long dropped;
    private boolean done;

    Body(HttpServerRequest request, int limit, Duration timeout) {
        this.request = request;
        this.limit = limit;
        this.timeout = timeout;
    }

    void read(Consumer<byte[]> complete, Runnable tooLarge, Runnable tooSlow, Runnable aborted) {
        Vertx vertx = Vertx.currentContext().owner();
        long slow = vertx.setTimer(timeout.toMillis(), late -> once(tooSlow));
        end = () -> vertx.cancelTimer(slow);
        request.handler(part -> take(part, tooLarge));
        request.exceptionHandler(gone -> once(aborted));
        request.endHandler(end -> once(() -> complete.accept(collected.getBytes())));
        request.resume();
    }

    /** Lets it come, within the same limits, and keeps nothing of it. */
    void discard(Runnable tooMuch) {
        Vertx vertx = Vertx.currentContext().owner();
        long slow = vertx.setTimer(timeout.toMillis(), late -> once(tooMuch));
        end = () -> vertx.cancelTimer(slow);
        request.handler(part -> count(part, tooMuch));
        request.exceptionHandler(gone -> once(() -> {}));
        request.endHandler(all -> once(() -> {}));
        request.resume();
    }

    private void count(Buffer part, Runnable tooMuch) {
        dropped += part.length();
        if (dropped > limit) {
            once(tooMuch);
        }
    }

    private void take(Buffer part, Runnable tooLarge) {
        if (done) {
            return; // what still comes of a refused body is dropped
        }
        if (collected.length() + part.length() > limit) {
            once(tooLarge);
            return;
        }
        collected.appendBuffer(part);
    }

    private void once(Runnable outcome) {
        if (!done) {
            done = true;
            end.run();
            outcome.run();
        }
    }
}
