package dev.scanrelay.transfer;

import dev.scanrelay.secret.Secret;
import dev.scanrelay.startup.SettingProblem;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The store's settings, checked. */
record StoreSettings(
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
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    static StoreSettings from(StoreConfig config) {
        return new StoreSettings(
                endpoint(config.endpoint()),
                required("access-key", config.accessKey(), "scanrelay"),
                Secret.of(required("secret-key", config.secretKey(), "<the secret access key>")),
                bucket(config.bucket()),
                config.region(),
                config.createBucket(),
                partSize(config.partSize().asLongValue()),
                positive("connect-timeout", config.connectTimeout(), "5s"),
                positive("idle-timeout", config.idleTimeout(), "20s"),
                positive("call-timeout", config.callTimeout(), "60s"),
                attempts(config.attempts()),
                positive("retry-delay", config.retryDelay(), "200ms"));
    }

    private static URI endpoint(Optional<String> setting) {
        String text = required("endpoint", setting, "http://minio:9000");
        try {
            URI endpoint = URI.create(text);
            boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
            if (web && endpoint.getHost() != null && endpoint.getUserInfo() == null && hasNoPath(endpoint)) {
                return endpoint;
            }
        } catch (IllegalArgumentException notAUrl) {
            throw problem("endpoint", "is not an http or https URL without a path", "http://minio:9000");
        }
        throw problem("endpoint", "is not an http or https URL without a path", "http://minio:9000");
    }

    private static boolean hasNoPath(URI endpoint) {
        return endpoint.getRawQuery() == null
                && (endpoint.getRawPath().isEmpty() || endpoint.getRawPath().equals("/"));
    }

    private static String required(String name, Optional<String> setting, String example) {
        return setting.filter(text -> !text.isBlank()).orElseThrow(() -> problem(name, "is not set", example));
    }

    private static String bucket(String name) {
        if (!BUCKET.matcher(name).matches()) {
            throw problem("bucket", "is not a bucket name (3 to 63 lower-case letters, digits, - and .)", "scanrelay");
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
        return SettingProblem.of("scanrelay.store." + name, what, example);
    }
}
