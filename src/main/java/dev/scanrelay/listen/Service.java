package dev.scanrelay.listen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The running service. It follows no redirect, so the key goes nowhere else; no byte within the patience ends a call. */
final class Service {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final int LONGEST_ANSWER = 64 * 1024 * 1024;
    private static final int LONGEST_PROBLEM = 64 * 1024;
    private static final String OURS = "urn:scanrelay:problem:";
    private static final String BEFORE_IT_ASKS = "OkHttp-Preemptive";

    private final Options options;
    private final OkHttpClient client;
    private final AtomicBoolean proxyRefuses = new AtomicBoolean();

    Service(Options options) {
        this.options = options;
        this.client = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .proxy(options.way().proxy().orElse(Proxy.NO_PROXY))
                .proxyAuthenticator(proxyLogin())
                .connectTimeout(CONNECT)
                .readTimeout(options.patience())
                .writeTimeout(options.patience())
                .build();
    }

    /** An answer that is worth looking at, 200 or a 4xx; others are exceptions. */
    record Answer(int status, JsonNode body) {

        /** Whether what was asked for is not to be had any more; else it is there. */
        boolean gone() throws IOException {
            if (status != 200 && !isOurs()) {
                throw new Later("something on the way that is not ScanRelay answers with status " + status);
            }
            if (status != 200 && status != 404 && status != 410) {
                throw new Refused("The service answers with status " + status + ". " + detail(body));
            }
            return status != 200;
        }

        private boolean isOurs() {
            return body.path("type").asText().startsWith(OURS);
        }
    }

    Answer get(String path, Map<String, String> query) throws IOException {
        try (Response answer = open(path, query, Map.of("Accept", "application/json, application/problem+json"))) {
            return answer.code() == 200
                    ? new Answer(200, JSON.readTree(read(answer, LONGEST_ANSWER)))
                    : refusal(answer);
        } catch (JsonProcessingException cutOrForeign) {
            throw new Later("the answer is no JSON; something on the way may have cut or replaced it");
        }
    }

    /** Opened for reading; its status is one that the caller takes. */
    Response open(String path, Map<String, String> query, Map<String, String> headers) throws IOException {
        Request.Builder request = new Request.Builder()
                .url(url(path, query))
                .header("Authorization", "Bearer " + options.key().reveal())
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        Response answer = sent(request.build());
        try {
            check(answer);
            return answer;
        } catch (IOException | RuntimeException unusable) {
            answer.close();
            throw unusable;
        }
    }

    /** What an answer that is none of the content says. */
    static Answer refusal(Response answer) throws IOException {
        return new Answer(answer.code(), problem(answer));
    }

    private Response sent(Request request) throws IOException {
        try {
            return client.newCall(request).execute();
        } catch (IOException failed) {
            if (proxyRefuses.get()) {
                throw new Refused("The proxy wants a user and a password, or refuses the ones that SCANRELAY_PROXY or"
                        + " HTTPS_PROXY has: http://user:password@proxy.clinic.example:3128");
            }
            throw failed;
        }
    }

    static String detail(JsonNode problem) {
        String detail = problem.path("detail").asText("");
        return detail.substring(0, Math.min(500, detail.length()));
    }

    private static void check(Response answer) throws IOException {
        int status = answer.code();
        if (status == 401 || status == 403) {
            throw new Refused("The service refuses the key (" + status + "): it has ended, or lacks one of events:read,"
                    + " orders:read and artifacts:read. " + detail(problem(answer)));
        }
        if (status >= 300 && status < 400) {
            throw new Refused("SCANRELAY_URL leads elsewhere (" + status + "). Set it to where it leads.");
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500 || status < 200) {
            throw new Later(
                    "the service answers with status " + status + ". " + detail(problem(answer)), retryAfter(answer));
        }
    }

    private static Optional<Duration> retryAfter(Response answer) {
        return Optional.ofNullable(answer.header("Retry-After"))
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private HttpUrl url(String path, Map<String, String> query) {
        HttpUrl.Builder url = HttpUrl.get(options.service() + path).newBuilder();
        query.forEach(url::addQueryParameter);
        return url.build();
    }

    /** The login is told before the proxy asks, and once; a proxy that asks again refuses it. */
    private Authenticator proxyLogin() {
        return (route, answer) -> {
            boolean asks =
                    answer.challenges().stream().noneMatch(one -> one.scheme().equalsIgnoreCase(BEFORE_IT_ASKS));
            boolean told = answer.request().header("Proxy-Authorization") != null;
            if (told || options.way().login().isEmpty()) {
                proxyRefuses.compareAndSet(false, asks);
                return null;
            }
            return answer.request()
                    .newBuilder()
                    .header("Proxy-Authorization", options.way().login().get())
                    .build();
        };
    }

    private static JsonNode problem(Response answer) throws IOException {
        try {
            return JSON.readTree(read(answer, LONGEST_PROBLEM));
        } catch (JsonProcessingException aPageOfAProxy) {
            return MissingNode.getInstance();
        }
    }

    private static byte[] read(Response answer, int atMost) throws IOException {
        try (InputStream body = answer.body().byteStream()) {
            return body.readNBytes(atMost);
        }
    }
}
