package dev.scanrelay.transfer;

import io.minio.MinioAsyncClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** The SDK over an HTTP client with sane time-outs, whose calls can be cancelled by upload. */
final class StoreClient implements AutoCloseable {

    private static final int CONNECTIONS_KEPT = 64;
    private static final int CALLS_AT_ONCE = 512; // the part budget is the real limit

    /** For everything whose answer is small: bound as a whole. */
    final S3Wire calls;

    /** For reading objects, which takes as long as our reader takes. */
    final S3Wire reads;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Dispatcher dispatcher = new Dispatcher(threads);
    private final OkHttpClient http;

    StoreClient(StoreSettings settings, UnaryOperator<StoreSettings> keys) {
        dispatcher.setMaxRequests(CALLS_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(CONNECTIONS_KEPT, 1, TimeUnit.MINUTES))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.idleTimeout())
                .writeTimeout(settings.idleTimeout())
                .callTimeout(settings.callTimeout())
                .followRedirects(false)
                .addInterceptor(new StoreMeter())
                .build();
        calls = wire(settings, keys, http);
        reads = wire(
                settings, keys, http.newBuilder().callTimeout(Duration.ZERO).build());
    }

    /** Ends the requests of this upload that are under way, so that nobody waits for them and nobody reads their buffers. */
    void cancel(String uploadId) {
        dispatcher.runningCalls().stream()
                .filter(call -> uploadId.equals(call.request().url().queryParameter("uploadId")))
                .forEach(Call::cancel);
    }

    private static S3Wire wire(StoreSettings settings, UnaryOperator<StoreSettings> keys, OkHttpClient http) {
        return new S3Wire(MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentialsProvider(StoreKeys.provider(settings, keys))
                .httpClient(http)
                .build());
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
        threads.shutdownNow();
    }
}
