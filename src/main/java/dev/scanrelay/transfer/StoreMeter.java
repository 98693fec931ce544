package dev.scanrelay.transfer;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Measures each request to the store until its answer begins: {@code scanrelay.store.calls}. Never which bucket or object. */
final class StoreMeter implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Timer.Sample sample = Timer.start();
        String outcome = "no_answer";
        try {
            Response answer = chain.proceed(chain.request());
            outcome = outcome(answer.code());
            return answer;
        } finally {
            sample.stop(Metrics.timer(
                    "scanrelay.store.calls", "method", chain.request().method(), "outcome", outcome));
        }
    }

    private static String outcome(int status) {
        if (status < 400) {
            return "ok";
        }
        return switch (status) {
            case 404, 412 -> "not_so"; // an answer to a question
            case 429, 503 -> "slow_down";
            default -> status < 500 ? "refused" : "failed";
        };
    }
}
