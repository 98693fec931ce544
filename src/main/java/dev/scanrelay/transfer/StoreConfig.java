package dev.scanrelay.transfer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where scans are kept. Plain S3 is enough: path style, no tags, versioning, encryption headers or conditional writes. */
@ConfigMapping(prefix = "scanrelay.store")
public interface StoreConfig {

    /**
     * The store's name, recorded with each object: 1 to 32 lower-case letters, digits and -. Never give one store's name to another: to move,
     * describe the former one in {@code scanrelay.stores}.
     */
    @WithDefault("main")
    String name();

    /** The store's URL with scheme and port, without a path, such as {@code http://minio:9000}. Required. */
    Optional<String> endpoint();

    /** The access key id. Required. */
    Optional<String> accessKey();

    /** The secret access key. Required. */
    Optional<String> secretKey();

    /** The bucket that new objects go to. Older objects are read from the bucket that was recorded with them. */
    @WithDefault("scanrelay")
    String bucket();

    /** The region that requests are signed for; stores other than AWS mostly take any. */
    @WithDefault("us-east-1")
    String region();

    /** Create the bucket at start when it is missing. Off: it has to be there. */
    @WithDefault("false")
    boolean createBucket();

    /**
     * Size of one part of an upload, 5 MiB to 64 MiB. The budget's memory is this times {@code scanrelay.transfer.buffers}; the
     * largest artifact is this times 10,000 (78 GiB by default).
     */
    @WithDefault("8M")
    MemorySize partSize();

    /** How long connecting to the store may take. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long the store may send nothing, or take nothing, while a request is under way. */
    @WithDefault("20s")
    Duration idleTimeout();

    /** How long one request may take as a whole; one part's upload at the slowest. Downloads are bound by the idle time-out alone. */
    @WithDefault("60s")
    Duration callTimeout();

    /**
     * What is stored of a scan's zip: {@code zip}, {@code entries} or {@code both}. An account may have a value of its own; what is stored
     * already stays as it is. Both is twice the room.
     */
    @WithDefault("both")
    Keep keep();

    /** How often one request is tried, the first time included, when the store fails in a way that may pass. */
    @WithDefault("3")
    int attempts();

    /** The wait before the second try of a request; it doubles with each further one. */
    @WithDefault("200ms")
    Duration retryDelay();
}
