package dev.scanrelay.transfer;

import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.ObjectArgs;
import io.minio.errors.MinioException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Response;

/**
 * The SDK's signed requests with bodies of our own: one pass over a pooled array and one SHA-256, which the signature covers and
 * every store therefore verifies. The SDK's {@code uploadPart} would add a second checksum that AWS refuses on an upload
 * created without it.
 */
final class S3Wire extends MinioAsyncClient {

    private static final Http.QueryParameters NO_QUERY = new Http.QueryParameters();

    S3Wire(MinioAsyncClient client) {
        super(client);
    }

    CompletableFuture<Response> put(ObjectArgs object, byte[] bytes, int length, String sha256, String mediaType) {
        return put(object, bytes, length, sha256, mediaType, NO_QUERY);
    }

    CompletableFuture<Response> putPart(
            ObjectArgs object, byte[] bytes, int length, String sha256, String uploadId, int number) {
        Http.QueryParameters part =
                new Http.QueryParameters("partNumber", Integer.toString(number), "uploadId", uploadId);
        return put(object, bytes, length, sha256, "application/octet-stream", part);
    }

    private CompletableFuture<Response> put(
            ObjectArgs object, byte[] bytes, int length, String sha256, String mediaType, Http.QueryParameters query) {
        try {
            Http.Body body = new Http.Body(new LentBytes(bytes, length), Http.mediaType(mediaType), sha256, null);
            return executePutAsync(object, new Http.Headers(), query, body);
        } catch (MinioException neverForABuffer) {
            return CompletableFuture.failedFuture(neverForABuffer);
        }
    }

    static ObjectArgs object(ObjectAddress address) {
        return HeadObjectArgs.builder()
                .bucket(address.bucket())
                .object(address.key())
                .build();
    }
}
