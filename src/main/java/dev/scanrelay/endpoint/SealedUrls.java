package dev.scanrelay.endpoint;

import dev.scanrelay.secret.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What of endpoints is sealed. */
final class SealedUrls {

    private SealedUrls() {}

    static String url(Object id) {
        return "endpoint:" + id + ":url";
    }

    static String secret(Object id) {
        return "endpoint-secret:" + id;
    }

    @Produces
    @Singleton
    static SealedColumn urls() {
        return new SealedColumn("endpoint", "url", SealedUrls::url);
    }

    @Produces
    @Singleton
    static SealedColumn secrets() {
        return new SealedColumn("endpoint_secret", "secret", SealedUrls::secret);
    }
}
