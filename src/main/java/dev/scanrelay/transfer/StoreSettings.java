package dev.scanrelay.transfer;

import dev.scanrelay.secret.Secret;
import dev.scanrelay.startup.SettingProblem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The store's settings, checked.
 *
 * @param prefix of the names of its settings, with the dot
 */
record StoreSettings(
        String name,
        String prefix,
        URI endpoint,
        String accessKey,
        Secret secretKey,
        String bucket,
        String region,
        boolean createBucket,
        int partSize,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration callTimeout,
        int attempts,
        Duration retryDelay) {

    private static final int MIB = 1 << 20;
    private static final int SMALLEST_PART = 5 * MIB; // S3's own limit for all parts but the last
    private static final int LARGEST_PART = 64 * MIB;
    private static final String NO_URL = "is not an http or https URL without a path";
    private static final String MAIN = "scanrelay.store.";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    static StoreSettings from(StoreConfig config) {
        return new StoreSettings(
                name(config.name()),
                MAIN,
                endpoint(MAIN, config.endpoint()),
                required(MAIN + "access-key", config.accessKey(), "scanrelay"),
                Secret.of(required(MAIN + "secret-key", config.secretKey(), "<the secret access key>")),
                bucket(MAIN, config.bucket()),
                config.region(),
                config.createBucket(),
                partSize(config.partSize().asLongValue()),
                positive("connect-timeout", config.connectTimeout(), "5s"),
                positive("idle-timeout", config.idleTimeout(), "20s"),
                positive("call-timeout", config.callTimeout(), "60s"),
                attempts(config.attempts()),
                positive("retry-delay", config.retryDelay(), "200ms"));
    }

    /** The stores that hold older objects; they wait and try again as this one does. */
    List<StoreSettings> others(StoresConfig config) {
        return config.byName().entrySet().stream()
                .map(other -> other(other.getKey(), other.getValue()))
                .toList();
    }

    private StoreSettings other(String known, StoresConfig.Former config) {
        String prefix = "scanrelay.stores." + known + ".";
        if (!NAME.matcher(known).matches()) {
            throw SettingProblem.of(
                    "scanrelay.stores", "has a name that is not 1 to 32 lower-case letters, digits and -", "old");
        }
        if (known.equals(name)) {
            throw SettingProblem.of(prefix + "endpoint", "is of a store that has the name of scanrelay.store", "unset");
        }
        if (endpoint(prefix, config.endpoint()).equals(endpoint)
                && bucket(prefix, config.bucket()).equals(bucket)) {
            throw SettingProblem.of(
                    prefix + "bucket",
                    "is the bucket of scanrelay.store at the same endpoint: moved there, objects would be removed from where they are",
                    "old-bucket");
        }
        return new StoreSettings(
                known,
                prefix,
                endpoint(prefix, config.endpoint()),
                required(prefix + "access-key", config.accessKey(), "scanrelay"),
                Secret.of(required(prefix + "secret-key", config.secretKey(), "<the secret access key>")),
                bucket(prefix, config.bucket()),
                config.region(),
                false,
                partSize,
                connectTimeout,
                idleTimeout,
                callTimeout,
                attempts,
                retryDelay);
    }

    StoreSettings with(String anotherAccessKey, String anotherSecretKey) {
        return new StoreSettings(
                name,
                prefix,
                endpoint,
                anotherAccessKey,
                Secret.of(anotherSecretKey),
                bucket,
                region,
                createBucket,
                partSize,
                connectTimeout,
                idleTimeout,
                callTimeout,
                attempts,
                retryDelay);
    }

    private static String name(String setting) {
        if (!NAME.matcher(setting).matches()) {
            throw problem("name", "is not 1 to 32 lower-case letters, digits and -", "main");
        }
        return setting;
    }

    private static URI endpoint(String prefix, Optional<String> setting) {
        String text = required(prefix + "endpoint", setting, "http://minio:9000");
        try {
            URI endpoint = URI.create(text);
            boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
            if (web && endpoint.getHost() != null && endpoint.getUserInfo() == null && hasNoPath(endpoint)) {
                return endpoint;
            }
        } catch (IllegalArgumentException notAUrl) {
            throw SettingProblem.of(prefix + "endpoint", NO_URL, "http://minio:9000");
        }
        throw SettingProblem.of(prefix + "endpoint", NO_URL, "http://minio:9000");
    }

    private static boolean hasNoPath(URI endpoint) {
        return endpoint.getRawQuery() == null
                && (endpoint.getRawPath().isEmpty() || endpoint.getRawPath().equals("/"));
    }

    private static String required(String name, Optional<String> setting, String example) {
        return setting.filter(text -> !text.isBlank())
                .orElseThrow(() -> SettingProblem.of(name, "is not set", example));
    }

    private static String bucket(String prefix, String name) {
        if (!BUCKET.matcher(name).matches()) {
            throw SettingProblem.of(
                    prefix + "bucket",
                    "is not a bucket name (3 to 63 lower-case letters, digits, - and .)",
                    "scanrelay");
        }
        return name;
    }

    private static int partSize(long bytes) {
        if (bytes < SMALLEST_PART || bytes > LARGEST_PART) {
            throw problem("part-size", "is not between 5M and 64M", "8M");
        }
        return (int) bytes;
    }

    private static Duration positive(String name, Duration setting, String example) {
        if (setting.isNegative() || setting.isZero()) {
            throw problem(name, "is not a positive duration", example);
        }
        return setting;
    }

    private static int attempts(int count) {
        if (count < 1 || count > 10) {
            throw problem("attempts", "is not between 1 and 10", "3");
        }
        return count;
    }

    private static RuntimeException problem(String name, String what, String example) {
        return SettingProblem.of(MAIN + name, what, example);
    }
}
