package dev.scanrelay.transfer;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Stores that hold older objects, by the names that were recorded with them. Nothing new goes there. */
@ConfigMapping(prefix = "scanrelay.stores")
public interface StoresConfig {

    /** The stores beside {@code scanrelay.store}, whose time-outs hold for them, too. */
    @WithParentName
    @ConfigDocMapKey("name")
    Map<String, Former> byName();

    /** One of them. */
    interface Former {

        /** The store's URL with scheme and port, without a path. Required. */
        Optional<String> endpoint();

        /** The access key id. Required. */
        Optional<String> accessKey();

        /** The secret access key. Required. */
        Optional<String> secretKey();

        /** A bucket of it in which {@code store rebuild-catalogue} looks for manifests. Objects are read from the bucket that was recorded. */
        @WithDefault("scanrelay")
        String bucket();

        /** The region that requests are signed for. */
        @WithDefault("us-east-1")
        String region();
    }
}
