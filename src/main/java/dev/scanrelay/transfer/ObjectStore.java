package dev.scanrelay.transfer;

import io.minio.AbortMultipartUploadArgs;
import io.minio.BucketExistsArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import io.minio.ObjectWriteResponse;
import io.minio.RemoveObjectArgs;
import io.minio.errors.MinioException;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Part;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Response;

/** The object store. Blocking, safe for many threads, plain S3. Every failure is a {@link StoreException}. */
public final class ObjectStore implements AutoCloseable {

    private final StoreSettings settings;
    private final StoreClient client;
    private final Retries retries;

    ObjectStore(StoreSettings settings) {
        this.settings = settings;
        this.client = new StoreClient(settings);
        this.retries = new Retries(settings.attempts(), settings.retryDelay());
    }

    /** The bucket that new objects go to. */
    public String bucket() {
        return settings.bucket();
    }

    int partSize() {
        return settings.partSize();
    }

    void createBucket() {
        if (!ask(
                "find bucket",
                () -> client.calls.bucketExists(
                        BucketExistsArgs.builder().bucket(bucket()).build()))) {
            ask(
                    "create bucket",
                    () -> client.calls.makeBucket(
                            MakeBucketArgs.builder().bucket(bucket()).build()));
        }
    }

    /** Stores one small object; the store verifies its digest before it answers. */
    public void put(ObjectAddress address, byte[] bytes, int length, String mediaType) {
        String digest = Digests.sha256Hex(bytes, length);
        ask("put object", () -> client.calls.put(S3Wire.object(address), bytes, length, digest, mediaType))
                .close();
    }

    /** Begins an upload. If an answer was lost on the way, the upload that may have begun unheard is given up. */
    UploadAddress createUpload(ObjectAddress address, String mediaType) {
        CreateMultipartUploadArgs args = CreateMultipartUploadArgs.builder()
                .bucket(address.bucket())
                .object(address.key())
                .headers(new Http.Headers("Content-Type", mediaType))
                .build();
        AtomicInteger tries = new AtomicInteger();
        String id = ask("create upload", () -> {
                    tries.incrementAndGet();
                    return client.calls.createMultipartUpload(args);
                })
                .result()
                .uploadId();
        UploadAddress upload = new UploadAddress(address, id);
        if (tries.get() > 1) {
            uploads(address.bucket(), address.key()).stream()
                    .filter(other -> other.object().equals(address) && !other.equals(upload))
                    .forEach(this::abort);
        }
        return upload;
    }

    PartReceipt uploadPart(UploadAddress upload, int number, byte[] bytes, int length) {
        String digest = Digests.sha256Hex(bytes, length);
        try (Response answer = ask(
                "upload part",
                () -> client.calls.putPart(
                        S3Wire.object(upload.object()), bytes, length, digest, upload.uploadId(), number))) {
            return new PartReceipt(number, length, unquoted(answer.header("ETag", "")));
        }
    }

    /** Puts the parts together. A time-out leaves open whether it happened: then the finished object itself is asked. */
    void complete(UploadAddress upload, List<PartReceipt> parts) {
        CompleteMultipartUploadArgs all = CompleteMultipartUploadArgs.builder()
                .bucket(upload.object().bucket())
                .object(upload.object().key())
                .uploadId(upload.uploadId())
                .parts(parts.stream()
                        .map(part -> new Part(part.number(), part.etag()))
                        .toArray(Part[]::new))
                .maxRetries(1)
                .delayMs(0)
                .build();
        retries.run(() -> completed(all, upload.object(), parts));
    }

    private ObjectAddress completed(CompleteMultipartUploadArgs all, ObjectAddress address, List<PartReceipt> parts) {
        try {
            ObjectWriteResponse answer = once("complete upload", client.calls.completeMultipartUpload(all));
            if (answer.etag() == null) { // the SDK takes a success that it cannot read for one
                throw StoreErrors.unreadable("complete upload");
            }
        } catch (StoreException unknown) {
            if (!isThere(address, parts)) {
                throw unknown;
            }
        }
        return address;
    }

    private boolean isThere(ObjectAddress address, List<PartReceipt> parts) {
        long size = parts.stream().mapToLong(PartReceipt::size).sum();
        return head(address).filter(found -> found.isOf(size, parts.size())).isPresent();
    }

    /** Ends this upload's requests that are under way. */
    void cancel(UploadAddress upload) {
        client.cancel(upload.uploadId());
    }

    /** Gives up an upload; one that is unknown, or finished, is left alone. */
    void abort(UploadAddress upload) {
        AbortMultipartUploadArgs gone = AbortMultipartUploadArgs.builder()
                .bucket(upload.object().bucket())
                .object(upload.object().key())
                .uploadId(upload.uploadId())
                .build();
        whereMissingIsFine(() -> ask("abort upload", () -> client.calls.abortMultipartUpload(gone)));
    }

    /** Empty if there is no such object. */
    public Optional<ObjectHead> head(ObjectAddress address) {
        HeadObjectArgs object = HeadObjectArgs.builder()
                .bucket(address.bucket())
                .object(address.key())
                .build();
        try {
            HeadObjectResponse found = ask("head object", () -> client.calls.headObject(object));
            return Optional.of(new ObjectHead(found.size(), unquoted(found.etag())));
        } catch (StoreException failure) {
            if (failure.isMissing()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Some bytes of an object, streamed; the caller closes the stream. The offset lies within the object. */
    public InputStream get(ObjectAddress address, long offset, long length) {
        GetObjectArgs.Builder range = GetObjectArgs.builder()
                .bucket(address.bucket())
                .object(address.key())
                .offset(offset);
        GetObjectArgs object = range.length(length).build();
        return ask("get object", () -> client.reads.getObject(object));
    }

    /** A whole object, streamed; the caller closes the stream. */
    public InputStream get(ObjectAddress address) {
        GetObjectArgs object = GetObjectArgs.builder()
                .bucket(address.bucket())
                .object(address.key())
                .build();
        return ask("get object", () -> client.reads.getObject(object));
    }

    /**
     * A link that reads one object without a key, for the given time. Whoever has it has the object: never log it.
     *
     * @param disposition what the store shall answer as Content-Disposition
     */
    public URI presign(ObjectAddress address, Duration life, String disposition) {
        GetPresignedObjectUrlArgs link = GetPresignedObjectUrlArgs.builder()
                .method(Http.Method.GET)
                .bucket(address.bucket())
                .object(address.key())
                .expiry(Math.toIntExact(life.toSeconds()), TimeUnit.SECONDS)
                .extraQueryParams(Map.of("response-content-disposition", disposition))
                .build();
        try {
            return URI.create(client.calls.getPresignedObjectUrl(link));
        } catch (MinioException failure) {
            throw StoreErrors.translate("presign", failure);
        }
    }

    /** Removes an object; one that is not there is fine. */
    public void delete(ObjectAddress address) {
        RemoveObjectArgs object = RemoveObjectArgs.builder()
                .bucket(address.bucket())
                .object(address.key())
                .build();
        whereMissingIsFine(() -> ask("delete object", () -> client.calls.removeObject(object)));
    }

    /**
     * Removes everything under a prefix: finished objects and uploads under way alike. Can be repeated at will.
     *
     * @return how many of both there were
     */
    public int removePrefix(String bucket, String prefix) {
        if (prefix.length() < 2) {
            throw new IllegalArgumentException("a prefix that short is everything");
        }
        List<UploadAddress> uploads = uploads(bucket, prefix);
        uploads.forEach(this::abort);
        List<ObjectAddress> objects = objects(bucket, prefix);
        objects.forEach(this::delete);
        return uploads.size() + objects.size();
    }

    /** The finished objects under a prefix. */
    public List<ObjectAddress> objects(String bucket, String prefix) {
        List<ObjectAddress> found = new ArrayList<>();
        ListBucketResultV2 page;
        ListObjectsV2Args.Builder next =
                ListObjectsV2Args.builder().bucket(bucket).prefix(prefix);
        do {
            ListObjectsV2Args args = next.build();
            page = ask("list objects", () -> client.calls.listObjectsV2(args)).result();
            page.contents().forEach(item -> found.add(new ObjectAddress(bucket, item.objectName())));
            next = ListObjectsV2Args.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .continuationToken(page.nextContinuationToken());
        } while (page.isTruncated());
        return found;
    }

    /** The uploads under way under a prefix. */
    List<UploadAddress> uploads(String bucket, String prefix) {
        List<UploadAddress> found = new ArrayList<>();
        ListMultipartUploadsResult page;
        ListMultipartUploadsArgs.Builder next =
                ListMultipartUploadsArgs.builder().bucket(bucket).prefix(prefix);
        do {
            ListMultipartUploadsArgs args = next.build();
            page = ask("list uploads", () -> client.calls.listMultipartUploads(args))
                    .result();
            page.uploads().stream()
                    .filter(upload -> upload.objectName().startsWith(prefix))
                    .forEach(upload -> found.add(
                            new UploadAddress(new ObjectAddress(bucket, upload.objectName()), upload.uploadId())));
            next = ListMultipartUploadsArgs.builder().bucket(bucket).prefix(prefix);
            next.keyMarker(page.nextKeyMarker()).uploadIdMarker(page.nextUploadIdMarker());
        } while (page.isTruncated());
        return found;
    }

    @Override
    public void close() {
        client.close();
    }

    private <T> T ask(String what, Request<T> request) {
        return retries.run(() -> once(what, request.send()));
    }

    private static <T> T once(String what, CompletableFuture<T> answer) {
        try {
            return answer.join(); // ends by the client's time-outs or by cancel: the buffer is ours again only then
        } catch (RuntimeException failure) {
            throw StoreErrors.translate(what, failure);
        }
    }

    private static void whereMissingIsFine(Runnable removal) {
        try {
            removal.run();
        } catch (StoreException failure) {
            if (!failure.isMissing()) {
                throw failure;
            }
        }
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    /** One request of the SDK, sent anew for each try. */
    private interface Request<T> {
        CompletableFuture<T> send();
    }
}
