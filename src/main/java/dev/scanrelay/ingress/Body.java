package dev.scanrelay.ingress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Collects the body of a request up to a limit, whether its length was declared or not. */
final class Body {

    private final HttpServerRequest request;
    private final int limit;
    private final Buffer collected = Buffer.buffer();
    private boolean done;

    Body(HttpServerRequest request, int limit) {
        this.request = request;
        this.limit = limit;
    }

    void read(Consumer<byte[]> complete, Runnable tooLarge, Runnable aborted) {
        request.handler(part -> take(part, tooLarge));
        request.exceptionHandler(gone -> once(aborted));
        request.endHandler(end -> once(() -> complete.accept(collected.getBytes())));
        request.resume();
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
            outcome.run();
        }
    }
}
