package dev.scanrelay.transfer;

import dev.scanrelay.content.Sha256;
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
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import okhttp3.Response;

/**
 * The object stores: the one that new objects go to, and those that older ones are in. Blocking, safe for many threads, plain S3. Every
 * failure is a {@link StoreException}.
 */
public final class ObjectStore implements AutoCloseable {

    private static final int CHUNK = 64 << 10;

    private final StoreSettings settings;
    private final Map<String, StoreClient> clients = new HashMap<>();
    private final List<Place> places;
    private final Retries retries;

    ObjectStore(StoreSettings settings) {
        this(settings, List.of(), UnaryOperator.<StoreSettings>identity());
    }

    /** @param others where older objects are; nothing new goes there */
    ObjectStore(StoreSettings settings, List<StoreSettings> others, StoreKeys keys) {
        this(settings, others, keys::now);
    }

    private ObjectStore(StoreSettings settings, List<StoreSettings> others, UnaryOperator<StoreSettings> keys) {
        this.settings = settings;
        List<StoreSettings> all =
                Stream.concat(Stream.of(settings), others.stream()).toList();
        all.forEach(store -> clients.put(store.name(), new StoreClient(store, keys)));
        this.places = all.stream()
                .map(store -> new Place(store.name(), store.bucket()))
                .toList();
        this.retries = new Retries(settings.attempts(), settings.retryDelay());
    }

    /** Where new objects go. */
    public Place place() {
        return places.getFirst();
    }

    /** The place of new objects, and the named place of each other store. */
    public List<Place> places() {
        return places;
    }

    private String bucket() {
        return settings.bucket();
    }

    private StoreClient of(String store) {
        StoreClient client = clients.get(store);
        if (client == null) {
            throw new StoreException(StoreException.Kind.PERMANENT, StoreException.UNKNOWN_STORE, "find store");
        }
        return client;
    }

    int partSize() {
        return settings.partSize();
    }

    void createBucket() {
        if (!ask(
                "find bucket",
                () -> of(settings.name())
                        .calls
                        .bucketExists(
                                BucketExistsArgs.builder().bucket(bucket()).build()))) {
            ask(
                    "create bucket",
                    () -> of(settings.name())
                            .calls
                            .makeBucket(
                                    MakeBucketArgs.builder().bucket(bucket()).build()));
        }
    }

    /** Stores one small object; the store verifies its digest before it answers. */
    public void put(ObjectAddress address, byte[] bytes, int length, String mediaType) {
        String digest = Digests.sha256Hex(bytes, length);
        ask("put object", () -> of(address.store()).calls.put(S3Wire.object(address), bytes, length, digest, mediaType))
                .close();
    }

    /** Stores one small object, and reads it again: it is there, as it was meant, when this returns. */
    public void putVerified(ObjectAddress address, byte[] bytes, String mediaType) {
        retries.run(() -> {
            put(address, bytes, bytes.length, mediaType);
            if (!Arrays.equals(bytes, read(address, bytes.length))) {
                throw new StoreException(StoreException.Kind.TRANSIENT, "ReadsBackOtherwise", "put object");
            }
            return address;
        });
    }

    private byte[] read(ObjectAddress address, int length) {
        try (InputStream stored = get(address)) {
            return stored.readNBytes(length + 1);
        } catch (IOException brokeOff) {
            throw StoreException.brokenOff(brokeOff);
        }
    }

    /** Reads an object to its end. */
    public Sha256 sha256(ObjectAddress address) {
        return retries.run(() -> {
            MessageDigest digest = Sha256.digest();
            byte[] some = new byte[CHUNK];
            try (InputStream stored = get(address)) {
                for (int count = stored.read(some); count >= 0; count = stored.read(some)) {
                    digest.update(some, 0, count);
                }
                return Sha256.of(digest.digest());
            } catch (IOException brokeOff) {
                throw StoreException.brokenOff(brokeOff);
            }
        });
    }

    /**
     * Copies an object to another place, in one part's memory; what is there already with the right bytes is left as it is.
     *
     * @param size of the object, as it should be
     * @param sha256 of its bytes, as it should be
     */
    public Copied copy(ObjectAddress from, ObjectAddress to, String mediaType, long size, String sha256) {
        if (head(to).filter(there -> there.size() == size).isPresent()
                && sha256(to).hex().equals(sha256)) {
            return Copied.SAME;
        }
        return retries.run(() -> {
            try (InputStream bytes = get(from)) {
                return new ObjectCopy(this, to, mediaType).of(bytes, size, sha256);
            } catch (StoreException failure) {
                if (failure.isMissing() && head(from).isEmpty()) {
                    return Copied.MISSING;
                }
                throw failure;
            } catch (IOException brokeOff) {
                throw StoreException.brokenOff(brokeOff);
            }
        });
    }

    /** Copies a small object of which nobody has a digest; what is there is replaced. */
    public void copySmall(ObjectAddress from, ObjectAddress to) {
        try (InputStream bytes = get(from)) {
            putVerified(to, bytes.readNBytes(settings.partSize()), "application/json");
        } catch (IOException brokeOff) {
            throw StoreException.brokenOff(brokeOff);
        }
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
                    return of(address.store()).calls.createMultipartUpload(args);
                })
                .result()
                .uploadId();
        UploadAddress upload = new UploadAddress(address, id);
        if (tries.get() > 1) {
            uploads(address.place(), address.key()).stream()
                    .filter(other -> other.object().equals(address) && !other.equals(upload))
                    .forEach(this::abort);
        }
        return upload;
    }

    PartReceipt uploadPart(UploadAddress upload, int number, byte[] bytes, int length) {
        String digest = Digests.sha256Hex(bytes, length);
        try (Response answer = ask(
                "upload part",
                () -> of(upload.object().store())
                        .calls
                        .putPart(S3Wire.object(upload.object()), bytes, length, digest, upload.uploadId(), number))) {
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
            ObjectWriteResponse answer =
                    once("complete upload", of(address.store()).calls.completeMultipartUpload(all));
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
        of(upload.object().store()).cancel(upload.uploadId());
    }

    /** Gives up an upload; one that is unknown, or finished, is left alone. */
    void abort(UploadAddress upload) {
        AbortMultipartUploadArgs gone = AbortMultipartUploadArgs.builder()
                .bucket(upload.object().bucket())
                .object(upload.object().key())
                .uploadId(upload.uploadId())
                .build();
        whereMissingIsFine(() ->
                ask("abort upload", () -> of(upload.object().store()).calls.abortMultipartUpload(gone)));
    }

    /** Empty if there is no such object. */
    public Optional<ObjectHead> head(ObjectAddress address) {
        HeadObjectArgs object = HeadObjectArgs.builder()
                .bucket(address.bucket())
                .object(address.key())
                .build();
        try {
            HeadObjectResponse found =
                    ask("head object", () -> of(address.store()).calls.headObject(object));
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
        return ask("get object", () -> of(address.store()).reads.getObject(object));
    }

    /** A whole object, streamed; the caller closes the stream. */
    public InputStream get(ObjectAddress address) {
        GetObjectArgs object = GetObjectArgs.builder()
                .bucket(address.bucket())
                .object(address.key())
                .build();
        return ask("get object", () -> of(address.store()).reads.getObject(object));
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
            return URI.create(of(address.store()).calls.getPresignedObjectUrl(link));
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
        whereMissingIsFine(
                () -> ask("delete object", () -> of(address.store()).calls.removeObject(object)));
    }

    /**
     * Removes everything under a prefix: finished objects and uploads under way alike. Can be repeated at will.
     *
     * @return how many of both there were
     */
    public int removePrefix(Place place, String prefix) {
        if (prefix.length() < 2) {
            throw new IllegalArgumentException("a prefix that short is everything");
        }
        List<UploadAddress> uploads = uploads(place, prefix);
        uploads.forEach(this::abort);
        List<ObjectAddress> objects = objects(place, prefix);
        objects.forEach(this::delete);
        return uploads.size() + objects.size();
    }

    /** The finished objects under a prefix. */
    public List<ObjectAddress> objects(Place place, String prefix) {
        List<ObjectAddress> found = new ArrayList<>();
        each(place, prefix, found::add);
        return found;
    }

    /** Tells of the finished objects under a prefix, page by page: there may be more than fit into memory. */
    public void each(Place place, String prefix, Consumer<ObjectAddress> found) {
        ListBucketResultV2 page;
        ListObjectsV2Args.Builder next =
                ListObjectsV2Args.builder().bucket(place.bucket()).prefix(prefix);
        do {
            ListObjectsV2Args args = next.build();
            page = ask("list objects", () -> of(place.store()).calls.listObjectsV2(args))
                    .result();
            page.contents().forEach(item -> found.accept(place.at(item.objectName())));
            next = ListObjectsV2Args.builder()
                    .bucket(place.bucket())
                    .prefix(prefix)
                    .continuationToken(page.nextContinuationToken());
        } while (page.isTruncated());
    }

    /** The uploads under way under a prefix. */
    List<UploadAddress> uploads(Place place, String prefix) {
        List<UploadAddress> found = new ArrayList<>();
        ListMultipartUploadsResult page;
        ListMultipartUploadsArgs.Builder next =
                ListMultipartUploadsArgs.builder().bucket(place.bucket()).prefix(prefix);
        do {
            ListMultipartUploadsArgs args = next.build();
            page = ask("list uploads", () -> of(place.store()).calls.listMultipartUploads(args))
                    .result();
            page.uploads().stream()
                    .filter(upload -> upload.objectName().startsWith(prefix))
                    .forEach(upload -> found.add(new UploadAddress(place.at(upload.objectName()), upload.uploadId())));
            next = ListMultipartUploadsArgs.builder().bucket(place.bucket()).prefix(prefix);
            next.keyMarker(page.nextKeyMarker()).uploadIdMarker(page.nextUploadIdMarker());
        } while (page.isTruncated());
        return found;
    }

    @Override
    public void close() {
        clients.values().forEach(StoreClient::close);
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
