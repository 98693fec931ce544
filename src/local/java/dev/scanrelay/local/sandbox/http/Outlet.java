package dev.scanrelay.local.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import dev.scanrelay.local.sandbox.content.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Puts an answer on the wire, with whatever is to go wrong on its way. */
final class Outlet {

    private static final int NO_BODY = -1;
    private static final int CHUNKED = 0;
    private static final Duration SILENCE = Duration.ofMinutes(30);
    private static final int DRIPS_PER_SECOND = 20;

    private final HttpExchange exchange;
    private final Pause pause;
    private long sent;

    Outlet(HttpExchange exchange, Pause pause) {
        this.exchange = exchange;
        this.pause = pause;
    }

    void send(Answer answer) throws IOException {
        if (answer.delivery().silence()) {
            throw new Hangup();
        }
        boolean complete = false;
        try {
            complete = write(answer);
        } finally {
            answer.afterwards().accept(new Answer.Sent(sent, complete));
        }
        if (!complete) {
            throw new Hangup();
        }
        exchange.close();
    }

    private boolean write(Answer answer) throws IOException {
        var body = answer.body();
        var delivery = answer.delivery();
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        long declared = body.length() + delivery.overstated();
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(declared));
            exchange.sendResponseHeaders(answer.status(), NO_BODY);
            return true;
        }
        exchange.sendResponseHeaders(answer.status(), declared(delivery, declared));
        long length = Math.min(body.length(), delivery.stopAt().orElse(Long.MAX_VALUE));
        var out = new Counted(exchange.getResponseBody());
        if (delivery.bytesPerSecond().isPresent()) {
            drip(body, length, delivery.bytesPerSecond().getAsLong(), out);
        } else {
            body.content().write(body.from(), length, out);
        }
        return end(delivery, length < body.length() || delivery.overstated() > 0, out);
    }

    private static long declared(Delivery delivery, long length) {
        if (delivery.chunked()) {
            return CHUNKED;
        }
        return length == 0 ? NO_BODY : length;
    }

    private boolean end(Delivery delivery, boolean cut, OutputStream out) throws IOException {
        if (!cut) {
            return true;
        }
        out.flush();
        if (delivery.stall()) {
            pause.lasting(SILENCE);
        }
        return false;
    }

    private void drip(Answer.Body body, long length, long perSecond, OutputStream out) throws IOException {
        long step = Math.clamp(perSecond / DRIPS_PER_SECOND, 1, Content.PIECE);
        long nanos = 1_000_000_000L * step / perSecond;
        for (long at = 0; at < length; at += step) {
            body.content().write(body.from() + at, Math.min(step, length - at), out);
            out.flush();
            if (!pause.lasting(Duration.ofNanos(nanos))) {
                return;
            }
        }
    }

    private final class Counted extends OutputStream {

        private final OutputStream out;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            sent++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            sent += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    /** The JDK's server closes the connection, with no final chunk, when a handler ends so. */
    static final class Hangup extends RuntimeException {

        Hangup() {
            super("the connection is dropped on purpose", null, false, false);
        }
    }
}
