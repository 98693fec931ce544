package dev.scanrelay.feed;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;

/** An HTTP answer as a stream's line. */
record HttpLine(HttpServerResponse response) implements Line {

    static void connect(RoutingContext call, EventStream stream) {
        HttpServerResponse response = call.response();
        call.addEndHandler(over -> stream.close());
        if (response.closed()) {
            stream.close();
            return;
        }
        response.setChunked(true);
        stream.start(new HttpLine(response));
    }

    @Override
    public CompletionStage<Void> send(byte[] bytes) {
        return response.write(Buffer.buffer(bytes)).toCompletionStage();
    }

    @Override
    public void end() {
        response.end();
    }

    @Override
    public void cut() {
        response.reset();
    }
}
