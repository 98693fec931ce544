package dev.scanrelay.itero;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

/**
 * The HTTP clients of the three ways to talk: short JSON calls, downloads with a token, downloads from storage. None follows
 * a redirect by itself.
 */
record HttpClients(OkHttpClient api, OkHttpClient downloads, OkHttpClient storage) {

    private static final Duration IDLE = Duration.ofMinutes(2);

    static HttpClients of(IteroConfig config) {
        OkHttpClient api = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .connectionPool(new ConnectionPool(
                        config.idleConnections(), IDLE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.readTimeout())
                .writeTimeout(config.readTimeout())
                .callTimeout(config.callTimeout())
                .eventListenerFactory(Departure::of)
                .build();
        OkHttpClient downloads = api.newBuilder()
                .readTimeout(config.stallTimeout())
                .callTimeout(Duration.ZERO)
                .build();
        return new HttpClients(api, downloads, storage(config, downloads));
    }

    private static OkHttpClient storage(IteroConfig config, OkHttpClient downloads) {
        return config.allowHttp()
                ? downloads
                : downloads
                        .newBuilder()
                        .dns(new PublicAddresses(Dns.SYSTEM, proxies()))
                        .build();
    }

    /** Those of this JVM, which its clients go by. */
    private static Set<String> proxies() {
        return Stream.of("http.proxyHost", "https.proxyHost")
                .flatMap(name -> Optional.ofNullable(System.getProperty(name)).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    void close() {
        List.of(api, downloads, storage)
                .forEach(client -> client.connectionPool().evictAll());
    }
}
