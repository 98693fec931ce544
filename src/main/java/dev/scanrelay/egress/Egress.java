package dev.scanrelay.egress;

import dev.scanrelay.egress.Answer.Failure;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/** Sends to URLs that somebody else named. Blocks: for virtual threads. It never fails for what the other side does, and follows no redirect. */
@ApplicationScoped
public class Egress {

    /** The most that is read of an answer's body. */
    public static final int BODY_BYTES = 4096;

    private static final int MOST_HEADERS = 50;
    private static final int LONGEST_HEADER = 500;

    /** Shorter than receivers keep a connection that idles: one that they close while we write looks like a delivery that broke off. */
    private static final Duration IDLE = Duration.ofSeconds(4);

    private final Names names;
    private final Targets targets;
    private final OkHttpClient usual;
    private final Map<String, OkHttpClient> showing;

    @Inject
    Egress(EgressSettings settings) {
        this(settings, Dns.SYSTEM);
    }

    Egress(EgressSettings settings, Dns names) {
        this.names = new Names(names, settings.connectTimeout());
        this.targets = new Targets(settings, this.names);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1)) // what a receiver may send us unasked is bounded
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .connectionPool(new ConnectionPool(settings.idleConnections(), IDLE.toSeconds(), TimeUnit.SECONDS))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.callTimeout())
                .writeTimeout(settings.callTimeout())
                .callTimeout(settings.callTimeout())
                .proxy(settings.proxy().map(Egress::proxy).orElse(Proxy.NO_PROXY));
        this.usual = Tls.trusting(builder.build(), settings);
        this.showing = Tls.showing(usual, settings);
    }

    void start(@Observes StartupEvent starting) {
        // made with the service, so that a setting that can't work is told at once
    }

    @PreDestroy
    void close() {
        usual.connectionPool().evictAll();
        names.close();
    }

    /** What is wrong with a URL as it is written, such as "must begin with https://"; nothing is looked up. */
    public Optional<String> problem(String url) {
        return targets.problem(url);
    }

    /** Posts a body, for a partner. */
    public Answer post(PartnerId partner, URI url, Map<String, String> headers, String mediaType, byte[] body) {
        long begun = System.nanoTime();
        if (targets.problem(url.toString()).isPresent()) { // the rules may have changed since it was saved
            return new Answer.Failed(Failure.NO_ADDRESS, Duration.ZERO);
        }
        Request.Builder request = new Request.Builder().url(url.toString()).post(new Once(mediaType, body));
        headers.forEach(request::header);
        try (Response response = client(partner, url).newCall(request.build()).execute()) {
            String text = beginning(response);
            return new Answer.Status(response.code(), headers(response), text, since(begun));
        } catch (IOException failed) {
            return new Answer.Failed(classify(failed), since(begun));
        }
    }

    private OkHttpClient client(PartnerId partner, URI url) {
        return showing.getOrDefault(url.getHost().toLowerCase(Locale.ROOT), usual)
                .newBuilder()
                .dns(targets.of(partner))
                .build();
    }

    /** What counts is the status: a body that stalls or breaks off changes nothing. */
    private static String beginning(Response response) throws IOException {
        var source = response.body().source();
        try {
            source.request(BODY_BYTES);
        } catch (IOException brokenOff) {
            // what came in is kept
        }
        long there = Math.min(BODY_BYTES, source.getBuffer().size());
        return source.getBuffer().readString(there, StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(Response response) {
        Map<String, String> few = new HashMap<>();
        for (int at = 0; at < Math.min(MOST_HEADERS, response.headers().size()); at++) {
            String value = response.headers().value(at);
            few.putIfAbsent(
                    response.headers().name(at).toLowerCase(Locale.ROOT),
                    value.substring(0, Math.min(LONGEST_HEADER, value.length())));
        }
        return few;
    }

    private static Failure classify(IOException failed) {
        return switch (failed) {
            case Names.NoRoom untried -> Failure.NO_ROOM;
            case UnknownHostException unknown -> Failure.NO_ADDRESS;
            case SSLException tls -> Failure.TLS;
            case java.net.ConnectException refused -> Failure.NO_CONNECTION;
            case java.net.NoRouteToHostException noWay -> Failure.NO_CONNECTION;
            case InterruptedIOException late -> Failure.TIMED_OUT;
            default -> Failure.BROKEN_OFF;
        };
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Proxy proxy(URI proxy) {
        if (proxy.getHost() == null || proxy.getPort() < 1) {
            throw SettingProblem.of(
                    "scanrelay.egress.proxy", "is not a URL with host and port", "http://proxy.example.com:3128");
        }
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()));
    }

    /** The client posts again by itself what may be posted twice, on a 503 with Retry-After: 0 for one. */
    private static final class Once extends RequestBody {

        private final MediaType mediaType;
        private final byte[] body;

        Once(String mediaType, byte[] body) {
            this.mediaType = MediaType.get(mediaType);
            this.body = body;
        }

        @Override
        public MediaType contentType() {
            return mediaType;
        }

        @Override
        public long contentLength() {
            return body.length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(body);
        }

        @Override
        public boolean isOneShot() {
            return true;
        }
    }
}
