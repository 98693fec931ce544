package dev.scanrelay.itero;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Whether a request has begun to leave: before that, no failure can mean that Align was asked. Travels as the request's tag. */
final class Departure extends EventListener {

    private volatile boolean begun;

    Request on(Request request) {
        return request.newBuilder().tag(Departure.class, this).build();
    }

    boolean begun() {
        return begun;
    }

    /** Also of a try that OkHttp repeats by itself: one that began is enough. */
    @Override
    public void requestHeadersStart(Call call) {
        begun = true;
    }

    static EventListener of(Call call) {
        @Nullable Departure departure = call.request().tag(Departure.class);
        return departure == null ? EventListener.NONE : departure;
    }
}
